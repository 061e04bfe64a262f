package io.holdfast.domain;

import java.util.function.IntPredicate;

/** What a text is made of. */
final class Characters {
    private Characters() {}

    // A loop, since every id, nonce and fingerprint of every item that is read comes here.
    static boolean all(String text, IntPredicate form) {
        for (int i = 0; i < text.length(); i++) {
            if (!form.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
