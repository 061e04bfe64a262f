package io.holdfast.replay.service;

import io.holdfast.replay.input.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The options that authorize requests to a deployed stack; at most one of them is given. */
public final class AuthorizationOptions {
    private static final Pattern HOST_OF_API = Pattern
            .compile(".*\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");
    /** The characters of a token in an Authorization header (RFC 6750, section 2.1). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "Sends this token. Other "
            + "users of the machine can read it in the list of processes: prefer --bearer-env or "
            + "--bearer-file.")
    private @Nullable String bearer;

    @Option(names = "--bearer-env", paramLabel = "NAME", description = "Sends the token in this "
            + "environment variable.")
    private @Nullable String bearerEnv;

    @Option(names = "--bearer-file", paramLabel = "FILE", description = "Sends the token in this "
            + "file.")
    private @Nullable Path bearerFile;

    @Option(names = "--aws-sigv4", arity = "0..1", fallbackValue = "", paramLabel = "REGION", description = "Signs requests for AWS IAM with the credentials that the AWS SDK finds "
            + "(environment, profile, role). Default region: the one in the URL, or "
            + "AWS_REGION.")
    private @Nullable String region;

    @Option(names = "--aws-service", defaultValue = "execute-api", paramLabel = "NAME", description = "The service to sign for. Default: ${DEFAULT-VALUE}")
    private String service = "execute-api";

    /**
     * The authorization that the options select.
     *
     * @throws BadInput if the options contradict each other, name no credentials, or would send
     *         them without encryption
     */
    public Authorization authorization(Address address, Map<String, String> environment)
            throws IOException {
        long given = Stream.of(bearer, bearerEnv, bearerFile, region)
                .filter(option -> option != null).count();
        if (given == 0) {
            return Authorization.NONE;
        }
        if (given > 1) {
            throw new BadInput("only one of --bearer, --bearer-env, --bearer-file and --aws-sigv4 "
                    + "may be given");
        }
        if (!address.keepsSecrets()) {
            throw new BadInput("--url must begin with https://: otherwise the token or the "
                    + "signed requests could be read in transit");
        }
        return region != null
                ? sigV4(region.isEmpty() ? regionOf(address, environment) : region)
                : Authorization.bearer(token(environment));
    }

    private String token(Map<String, String> environment) throws IOException {
        String token = bearer != null ? bearer : "";
        if (bearerEnv != null) {
            token = environment.getOrDefault(bearerEnv, "");
        } else if (bearerFile != null) {
            try {
                token = Files.readString(bearerFile);
            } catch (NoSuchFileException e) {
                throw new BadInput("--bearer-file: there is no file " + bearerFile);
            }
        }
        if (!TOKEN.matcher(token.strip()).matches()) {
            // The message leaves the token out, because messages are written to logs.
            throw new BadInput("the token is empty, or has characters that a token cannot have");
        }
        return token.strip();
    }

    private Authorization sigV4(String name) {
        AwsCredentialsProvider provider = DefaultCredentialsProvider.builder().build();
        Supplier<AwsCredentialsIdentity> credentials = () -> {
            try {
                return provider.resolveCredentials();
            } catch (SdkClientException e) {
                throw new BadInput("--aws-sigv4 found no AWS credentials (environment, profile, "
                        + "role). For a profile with single sign-on, run: "
                        + "eval \"$(aws configure export-credentials --format env)\"");
            }
        };
        var _ = credentials.get();
        return new SigV4(name, service, credentials, Clock.systemUTC());
    }

    private static String regionOf(Address address, Map<String, String> environment) {
        Matcher host = HOST_OF_API.matcher(address.base().getHost());
        return (host.matches() ? Optional.of(host.group(1)) : Optional.<String>empty())
                .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
                .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new BadInput("--aws-sigv4 needs a region, such as "
                        + "--aws-sigv4=eu-central-1"));
    }
}
