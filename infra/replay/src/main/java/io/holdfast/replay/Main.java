package io.holdfast.replay;

import io.holdfast.replay.input.BadInput;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: {@code run} replays a file, {@code hotel-stays} converts hotel bookings. A tool
 * of its own, in the same module, is {@code define}.
 */
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Sends booking attempts to a running Holdfast and audits what is recorded afterwards.", subcommands = {
        RunCommand.class, HotelStaysCommand.class})
public final class Main implements Runnable {
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        boolean defines = arguments.length > 0 && arguments[0].equals(DefineCommand.NAME);
        CommandLine commandLine = new CommandLine(defines ? new DefineCommand() : new Main());
        String tool = commandLine.getCommandName();
        commandLine.setParameterExceptionHandler((e, given) -> fail(tool, e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> fail(tool, e));
        return commandLine.execute(defines
                ? Arrays.copyOfRange(arguments, 1, arguments.length)
                : arguments);
    }

    @Override
    public void run() {
        throw new BadInput("needs a command: run or hotel-stays (--help describes them)");
    }

    /** Prints one line about the error, without a stack trace. */
    private static int fail(String tool, Exception e) {
        if (e instanceof RunFailed run) {
            System.err.println(tool + ": after attempts were sent: " + message(run.error())
                    + " (running the same file again books nothing twice)");
            return CommandLine.ExitCode.SOFTWARE;
        }
        System.err.println(tool + ": " + message(e));
        return CommandLine.ExitCode.USAGE;
    }

    private static String message(Exception e) {
        return switch (e) {
            case AccessDeniedException denied -> "no access to " + denied.getFile();
            case FileSystemException file -> file.getFile() + ": "
                    + (file.getReason() == null
                            ? file.getClass().getSimpleName()
                            : file.getReason());
            case BadInput input -> String.valueOf(input.getMessage());
            case CommandLine.ParameterException parameter -> String
                    .valueOf(parameter.getMessage());
            case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
            default -> e.toString();
        };
    }
}
