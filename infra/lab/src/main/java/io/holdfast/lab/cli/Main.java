package io.holdfast.lab.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code lab} makes the report on contention, {@code plan} plans a sale. */
@Command(name = "holdfast", mixinStandardHelpOptions = true, description = "Simulates sales on a DynamoDB that conflicts and throttles.", subcommands = {
        LabCommand.class, PlanCommand.class})
public final class Main implements Runnable {
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(
                (e, given) -> fail(e.getCommandLine().getCommandName(), e));
        commandLine.setExecutionExceptionHandler(
                (e, command, parsed) -> fail(command.getCommandName(), e));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new BadOption("needs a command: lab or plan (--help describes them)");
    }

    /** Prints one line about the error, without a stack trace. */
    private static int fail(String command, Exception e) {
        System.err.println(command + ": " + message(e));
        return e instanceof BadOption || e instanceof CommandLine.ParameterException
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Exception e) {
        return switch (e) {
            case BadOption option -> String.valueOf(option.getMessage());
            case CommandLine.ParameterException parameter -> String
                    .valueOf(parameter.getMessage()).lines().findFirst().orElse("");
            case FileSystemException file -> file.getFile() + ": "
                    + (file.getReason() == null
                            ? file.getClass().getSimpleName()
                            : file.getReason());
            case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
            default -> e.toString();
        };
    }
}
