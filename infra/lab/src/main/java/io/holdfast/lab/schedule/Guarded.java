package io.holdfast.lab.schedule;

/**
 * A guard as its two pages show it.
 *
 * @param name as the table of {@code guards.md} has it, in Markdown
 * @param slug of the names of its files
 * @param protects what it is for, in a sentence
 */
public record Guarded(String name, String slug, String protects) {
    private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

    public Guarded {
        if (!slug.matches(SLUG)) {
            throw new IllegalArgumentException("slug: must match " + SLUG + ", is " + slug);
        }
        if (protects.isBlank()) {
            throw new IllegalArgumentException("protects: must not be blank");
        }
    }

    /** The page of its shortest counterexample. */
    public String without() {
        return slug + "-without.html";
    }

    /** The page of the same schedule with the guard in its place. */
    public String with() {
        return slug + "-with.html";
    }

    /** The name without the marks of Markdown. */
    public String plainName() {
        return name.replace("`", "");
    }
}
