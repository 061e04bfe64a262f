package io.holdfast.operate.source;

/**
 * A line that is looked at without being parsed. Most lines of an export are bookings, and the pass
 * over the resources only has to find out that they are.
 *
 * @param end the place after its last byte
 * @param mayBeResource false only if it cannot be one
 */
record ResourceLine(int end, boolean mayBeResource) {
    private static final byte[] KEY = {'r', 'e', 's', 'o', 'u', 'r', 'c', 'e'};

    /** @param limit the end of the block */
    static ResourceLine at(byte[] bytes, int from, int limit) {
        boolean found = false;
        int place = from;
        for (; place < limit && bytes[place] != '\n'; place++) {
            if (bytes[place] == '#') {
                found |= follows(bytes, from, place);
            } else if (bytes[place] == 'u' && place > from && bytes[place - 1] == '\\') {
                // Such an escape may spell any letter of the key.
                found = true;
            }
        }
        return new ResourceLine(place, found);
    }

    private static boolean follows(byte[] bytes, int from, int place) {
        int start = place - KEY.length;
        if (start < from) {
            return false;
        }
        for (int i = 0; i < KEY.length; i++) {
            if (bytes[start + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }
}
