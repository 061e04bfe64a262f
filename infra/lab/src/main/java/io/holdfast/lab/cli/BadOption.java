package io.holdfast.lab.cli;

/** An option is wrong. Its message is one line that names the option and the limit. */
final class BadOption extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadOption(String message) {
        super(message);
    }

    static double require(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new BadOption(
                    option + " must be from " + text(least) + " to " + text(most));
        }
        return value;
    }

    private static String text(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }
}
