package io.holdfast.replay;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code run} replays a file, {@code hotel-stays} makes one from hotel data. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Sends booking attempts to a running Holdfast and audits what stands.", subcommands = {
        RunCommand.class, HotelStaysCommand.class})
public final class Main implements Runnable {
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setParameterExceptionHandler((e, given) -> fail(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> fail(e));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    private static int fail(Exception e) {
        System.err.println("replay: " + e.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
