package io.holdfast.replay.service;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests for the IAM authorizer of API Gateway, with the signer of the AWS SDK.
 *
 * @param credentials read for each request, because those of a role expire during a long run
 */
record SigV4(String region, String service, Supplier<AwsCredentialsIdentity> credentials,
        Clock clock) implements Authorization {
    /** Headers that the HTTP client sets itself, to the same values as the signer. */
    private static final List<String> OF_THE_CLIENT = List.of("host", "content-length");
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    @Override
    public Map<String, String> headers(String method, URI address, Map<String, String> headers,
            byte[] body) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(address)
                .method(SdkHttpMethod.fromValue(method));
        headers.forEach(request::putHeader);
        SignedRequest signed = SIGNER.sign(sign -> sign.identity(credentials.get())
                .request(request.build()).payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        Map<String, String> added = new TreeMap<>();
        signed.request().forEachHeader((name, values) -> added.put(name, values.getFirst()));
        added.keySet().removeIf(name -> OF_THE_CLIENT.stream().anyMatch(name::equalsIgnoreCase)
                || headers.keySet().stream().anyMatch(name::equalsIgnoreCase));
        return added;
    }
}
