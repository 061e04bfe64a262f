package io.holdfast.operate.audit;

import io.holdfast.domain.audit.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The findings so far. Beyond a number they are only counted, so that a broken table fits. */
final class Collected {
    private final List<Finding> findings = new ArrayList<>();
    private long found;

    synchronized void add(String item, Promise rule, String figures) {
        found++;
        if (findings.size() < TableAudit.MOST_FINDINGS) {
            findings.add(new Finding(item, rule, figures));
        }
    }

    synchronized long found() {
        return found;
    }

    /** In the order of their items, so that two audits of one table read alike. */
    synchronized List<Finding> sorted() {
        return findings.stream().sorted(Comparator.comparing(Finding::item)
                .thenComparing(Finding::rule).thenComparing(Finding::figures)).toList();
    }
}
