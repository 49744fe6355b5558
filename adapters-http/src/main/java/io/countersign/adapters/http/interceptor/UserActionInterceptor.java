package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.exchange.BearerToken;
import io.countersign.adapters.http.exchange.OneShotBody;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.exchange.SettingsAccess;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.UnsignedEndpoints;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.inbound.UserActions;
import io.vavr.control.Option;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

import java.io.IOException;
import java.util.Objects;

/**
 * Signs the calls of an OkHttp client, and of any Retrofit interface over it, as user actions.
 *
 * <pre>{@code
 * OkHttpClient client = UserActionInterceptor.signing(actions, settings)
 *         .applyTo(settings.appliedTo(new OkHttpClient()).newBuilder())
 *         .build();
 * }</pre>
 *
 * <p><strong>Calls.</strong> A {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE} below the base URL of the
 * settings is proven as a user action and sent with {@code Authorization} and {@code X-DFNS-USERACTION}; a read with
 * {@code Authorization} only. So is a call to an {@linkplain #unsignedEndpoints endpoint that takes no user action},
 * which goes without {@code Authorization} while there is no bearer token: a login has none. A call that has one of
 * these headers keeps it: with an {@code X-DFNS-USERACTION} of its own it is not proven again. A request to another
 * scheme, host or port, or outside the base URL's path, is passed on unchanged.
 *
 * <p><strong>Connections.</strong> Credentials are sent to the scheme, host and port of the base URL only, and over
 * connections that the settings allow: their trusted certificates, pins and TLS versions, their proxy; plain http to
 * loopback addresses only and through no proxy. This is checked on the connection itself before anything is sent on it,
 * however the client is configured. Refused are a {@code Host} header that is not the URL's, methods other than those
 * above, {@code HEAD} and {@code OPTIONS}, and headers, query parameters and form fields that make servers carry out
 * another method, path or host, such as {@code X-HTTP-Method-Override}.
 *
 * <p><strong>Bodies.</strong> The bytes that are sent are proven. They must be UTF-8 text and not declared as anything
 * else. The body is read once, into memory, up to {@linkplain #maxBodyBytes a limit}, and sent once. One-shot bodies
 * are accepted; duplex ones and those with a {@code Content-Encoding} are refused. Of {@code multipart/form-data} the
 * part named {@code data} is proven and the whole form is sent; a form that servers could read in different ways is
 * refused.
 * The query is sent, but is not part of the proof.
 *
 * <p><strong>Repetition.</strong> A token is sent once in a call, even if OkHttp or an interceptor repeats the call. An
 * interceptor before this one that repeats a call has it proven and made again; if it is then not proven or not let
 * out, the failure says that the earlier one may have been carried out.
 *
 * <p><strong>Redirects</strong> of a call with a credential are not followed: the caller gets the 3xx answer.
 *
 * <p><strong>Secrets.</strong> Credentials are hidden from the interceptors before this one, from the caller (in
 * {@code Response.request()} and in that of its {@code networkResponse()}), and from OkHttp's cache: an answer that
 * varies by a credential is not cached. <em>Event listeners</em> ({@code requestHeadersEnd},
 * {@code responseHeadersEnd}) and <em>network interceptors that are added later</em> do see them, and must not log
 * them. OkHttp redacts {@code Authorization} when it prints headers, but not {@code X-DFNS-USERACTION}; a logging
 * interceptor must be told to ({@code redactHeader}).
 *
 * <p><strong>Failures.</strong> A call that is not proven or not let out ends with a
 * {@link UserActionFailedException}; nothing of it was sent unless the failure says so. Network failures of the call
 * itself are OkHttp's own; answers, 202 included, are returned to the caller.
 *
 * <p>Proving blocks the thread that makes the call, takes no slot of the client's dispatcher and counts towards its
 * call timeout. Safe for use by several threads if the given {@link UserActions} are.
 */
public final class UserActionInterceptor implements Interceptor {

    private static final long LARGEST_MAX_BODY_BYTES = 1L << 30;
    private static final Violation ADDED_BY_HAND = new Violation("okHttpClient",
            "must be given the interceptor by its applyTo, which also guards what leaves the client");

    private final UserActions actions;
    private final ConnectionSettings settings;
    private final boolean onlyAnnotated;
    private final long maxBodyBytes;
    private final UnsignedEndpoints unsigned;
    private final @Nullable CredentialGuard guard;

    private UserActionInterceptor(
            UserActions actions, ConnectionSettings settings, boolean onlyAnnotated, long maxBodyBytes,
            UnsignedEndpoints unsigned, @Nullable CredentialGuard guard) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.onlyAnnotated = onlyAnnotated;
        this.maxBodyBytes = maxBodyBytes;
        this.unsigned = Objects.requireNonNull(unsigned, "endpoints");
        this.guard = guard;
    }

    /**
     * Returns an interceptor that signs every mutating call, to be {@linkplain #applyTo applied} to a client.
     *
     * @param actions prove the calls; may use the client that this interceptor is added to
     * @param settings the base URL, the bearer token, and the connections that credentials may be sent over; see
     *         {@link ConnectionSettings#appliedTo}. While nobody is signed in, the bearer token may be empty or null.
     *         What supplies it may sign in over this client
     * @return an interceptor for bodies of up to 16 MiB
     */
    public static UserActionInterceptor signing(UserActions actions, ConnectionSettings settings) {
        return new UserActionInterceptor(
                UserActions.guarded(actions), settings, false, 16L * 1024 * 1024, UnsignedEndpoints.ofTheApi(), null);
    }

    /**
     * Returns a copy that signs calls of Retrofit methods with {@link UserActionSigned} only.
     *
     * @return a copy that signs no other calls
     */
    public UserActionInterceptor onlyAnnotated() {
        return new UserActionInterceptor(actions, settings, true, maxBodyBytes, unsigned, guard);
    }

    /**
     * Returns a copy that proves no calls to the given endpoints. Default: {@link UnsignedEndpoints#ofTheApi}.
     *
     * @param endpoints usually those of the API {@linkplain UnsignedEndpoints#with with} more
     * @return a copy that proves all other calls
     */
    public UserActionInterceptor unsignedEndpoints(UnsignedEndpoints endpoints) {
        return new UserActionInterceptor(actions, settings, onlyAnnotated, maxBodyBytes, endpoints, guard);
    }

    /**
     * Returns a copy with a limit to the size of bodies, which are read into memory. Default: 16 MiB.
     *
     * @param bytes between 1 and 2<sup>30</sup>
     * @throws IllegalArgumentException if the limit is out of range
     */
    public UserActionInterceptor maxBodyBytes(long bytes) {
        if (bytes < 1 || bytes > LARGEST_MAX_BODY_BYTES) {
            throw new IllegalArgumentException("maxBodyBytes must be between 1 and " + LARGEST_MAX_BODY_BYTES);
        }
        return new UserActionInterceptor(actions, settings, onlyAnnotated, bytes, unsigned, guard);
    }

    /**
     * Adds the interceptor to a client, behind its present interceptors; those that change calls must be added before.
     * A second interceptor adds the credentials where a request leaves the client. Therefore this method is the only
     * way to add it: after {@code addInterceptor} alone, every call to the API is refused.
     *
     * @param client the builder of a client whose connections the settings allow, such as one to which they are
     *         {@linkplain ConnectionSettings#appliedTo applied}
     * @return the given builder
     */
    public OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
        CredentialGuard ownGuard = new CredentialGuard(settings);
        return Objects.requireNonNull(client, "client")
                .addInterceptor(
                        new UserActionInterceptor(actions, settings, onlyAnnotated, maxBodyBytes, unsigned, ownGuard))
                .addNetworkInterceptor(ownGuard);
    }

    /** Proves a call and passes it on. Called by OkHttp, not by applications. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String target = SettingsAccess.baseUrl(settings).targetBelow(request.url()).getOrNull();
        CallRecord record = CallRecord.of(chain.call());
        if (target == null || record.underWay() != null) {
            return chain.proceed(request);
        }
        Exchange exchange = isMutating(request) ? Exchange.EXECUTION : Exchange.READ;
        if (guard == null) {
            throw record.failure(exchange, ADDED_BY_HAND);
        }
        Option<Violation> fault = RequestForm.faultOf(request);
        if (fault.isDefined()) {
            throw record.failure(exchange, fault.get());
        }
        boolean isUnsigned = isUnsigned(request, target);
        CredentialedCall call = !isUnsigned && isToBeSigned(request)
                ? signed(chain, target, record)
                : new CredentialedCall(guard, isUnsigned ? sentOnce(request) : sentOnceIfSigned(request), exchange,
                        credentials(request, Headers.EMPTY, !isUnsigned, record, exchange));
        record.begin(call);
        try {
            return OriginalHeaders.restored(chain.proceed(call.letThrough())).newBuilder().request(request).build();
        } finally {
            record.end();
        }
    }

    // A call that brings its own token is sent once as well.
    private static Request sentOnceIfSigned(Request request) {
        return request.header(SecretHeaders.USER_ACTION) == null ? request : sentOnce(request);
    }

    private static Request sentOnce(Request request) {
        RequestBody body = request.body();
        return body == null
                ? request
                : request.newBuilder().method(request.method(), new OneShotBody(body)).build();
    }

    // A path that two servers could read differently is that of no endpoint.
    private boolean isUnsigned(Request request, String target) {
        return HttpMethod.of(request.method()).exists(method ->
                ActionPath.of(target).exists(path -> unsigned.include(method, path)));
    }

    private boolean isToBeSigned(Request request) {
        return isMutating(request)
                && request.header(SecretHeaders.USER_ACTION) == null
                && (!onlyAnnotated || isAnnotated(request));
    }

    private static boolean isMutating(Request request) {
        return HttpMethod.of(request.method()).exists(HttpMethod::isMutating);
    }

    private static boolean isAnnotated(Request request) {
        Invocation invocation = request.tag(Invocation.class);
        return invocation != null && invocation.method().isAnnotationPresent(UserActionSigned.class);
    }

    private CredentialedCall signed(Chain chain, String target, CallRecord record) throws IOException {
        Request request = chain.request();
        ProvableBody body = ProvableBody.of(request, maxBodyBytes)
                .getOrElseThrow(violation -> record.failure(Exchange.EXECUTION, violation));
        UserAction action = UserAction.of(request.method(), target, body.payload()).toEither()
                .getOrElseThrow(violations -> record.failure(Exchange.EXECUTION, violations));
        if (chain.call().isCanceled()) {
            throw new IOException("Canceled");
        }
        AuthorizedAction authorized = actions.authorize(action).getOrElseThrow(record::unproven);
        return new CredentialedCall(guard, request.newBuilder().method(request.method(), body.toBeSent()).build(),
                Exchange.EXECUTION, credentials(request, Headers.of(SecretHeaders.USER_ACTION,
                        authorized.token().value()), true, record, Exchange.EXECUTION));
    }

    private Headers credentials(Request request, Headers proof, boolean isTokenRequired, CallRecord record,
            Exchange exchange) throws UserActionFailedException {
        if (request.header(SecretHeaders.AUTHORIZATION) != null) {
            return proof;
        }
        BearerToken token = SettingsAccess.bearerToken(settings);
        return (isTokenRequired ? token.authorization().map(Option::some) : token.authorizationIfAny())
                .getOrElseThrow(violation -> record.failure(exchange, violation))
                .map(value -> proof.newBuilder().add(SecretHeaders.AUTHORIZATION, value).build())
                .getOrElse(proof);
    }

    @Override
    public String toString() {
        return "UserActionInterceptor[" + SettingsAccess.baseUrl(settings)
                + (onlyAnnotated ? ", only annotated" : "") + "]";
    }
}
