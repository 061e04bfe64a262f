package io.holdfast.operate;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tools for whoever runs the service. */
@Command(name = "holdfast", mixinStandardHelpOptions = true, description = "Tools for whoever runs Holdfast.", subcommands = {
        AuditCommand.class, RebuildCommand.class})
public final class Main implements Runnable {
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Runs a tool; returns its exit status: 0 succeeded, 1 failed, 2 bad input. That of an audit: 0
     * no finding, 1 findings, 2 it could not be made.
     */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setParameterExceptionHandler(
                (e, given) -> fail(message(e), CommandLine.ExitCode.USAGE));
        commandLine.setExecutionExceptionHandler(
                (e, command, parsed) -> fail(message(e), status(e)));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new IllegalArgumentException(
                "needs a command: audit or rebuild (--help describes them)");
    }

    private static int status(Exception e) {
        return e instanceof IllegalArgumentException || e instanceof AuditFailed
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }

    // The text of a bug is its type too.
    private static String message(Exception e) {
        return switch (e) {
            case ParameterException _,IllegalArgumentException _,IllegalStateException _,SdkException _,AuditFailed _ ->
                String.valueOf(e.getMessage());
            default -> e.toString();
        };
    }

    private static int fail(String message, int status) {
        System.err.println("holdfast: " + message);
        return status;
    }
}
