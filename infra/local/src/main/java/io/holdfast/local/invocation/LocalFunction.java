package io.holdfast.local.invocation;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A function of the stack, invoked in this process: an event in, a reply out. */
public record LocalFunction(String name, RequestStreamHandler handler) {
    public byte[] invoke(byte[] event) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), reply, new LocalContext(name));
        return reply.toByteArray();
    }
}
