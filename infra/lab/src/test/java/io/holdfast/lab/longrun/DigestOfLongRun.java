package io.holdfast.lab.longrun;

/** Prints the digest of a long run with as many bookings as its argument says. */
final class DigestOfLongRun {
    private DigestOfLongRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(LongRun.ofTenMillion().withBookings(Integer.parseInt(arguments[0]))
                .run().digest());
    }
}
