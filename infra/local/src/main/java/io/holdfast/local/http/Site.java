package io.holdfast.local.http;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Something for people that the server of the API serves beside the API's routes. */
public interface Site {
    /** The API alone. */
    Site NONE = (exchange, body) -> false;

    /**
     * Answers a request, if it is one of the site. Requests of pages of other machines, preflights,
     * and bodies above the gateway's limit do not come here.
     *
     * @return whether it was answered; if not, the API answers it
     */
    boolean serve(HttpExchange exchange, byte[] body) throws IOException;

    /** What the server mounts on the API's routes: the function, or one that is watched. */
    default RequestStreamHandler around(RequestStreamHandler function) {
        return function;
    }
}
