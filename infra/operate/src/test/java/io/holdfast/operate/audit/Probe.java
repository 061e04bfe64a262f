package io.holdfast.operate.audit;
import java.util.*;
class Probe {
    public static void main(String[] a) {
        long from = Long.parseLong(a[0]), to = Long.parseLong(a[1]); int steps=Integer.parseInt(a[2]);
        for (long seed = from; seed < to; seed++) {
            RealTable t = RealTable.of(seed, steps);
            AuditResult r = Audits.of(t.items(), Optional.of(t.entries()), t.now());
            AuditResult l = Audits.live(t.items(), t.now());
            System.out.println(seed + " " + r.counts() + " found " + r.found() + " live " + l.found());
            r.findings().stream().limit(4).forEach(f -> System.out.println("   " + f.sentence()));
            l.findings().stream().limit(2).forEach(f -> System.out.println("   L " + f.sentence()));
        }
    }
}
