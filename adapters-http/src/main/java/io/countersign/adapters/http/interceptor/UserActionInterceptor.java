package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.exchange.OneShotBody;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.adapters.http.exchange.SettingsAccess;
import io.countersign.domain.Violation;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.vavr.control.Either;
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
 * Makes an OkHttp client, and with it any Retrofit interface, a signing one.
 *
 * <pre>{@code
 * OkHttpClient client = UserActionInterceptor.signing(actions, settings)
 *         .applyTo(settings.appliedTo(new OkHttpClient()).newBuilder())
 *         .build();
 * }</pre>
 *
 * <p><strong>What it does.</strong> A {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE} below the base URL of
 * the settings is proven as a user action and goes out with {@code Authorization} and {@code X-DFNS-USERACTION}; reads,
 * and calls to {@code auth/action} itself, with {@code Authorization} alone. A call that has one of these headers
 * already keeps it: with an {@code X-DFNS-USERACTION} of its own it is not proven again. A request to another scheme,
 * host or port, or beside the base URL's path, is passed on untouched.
 *
 * <p><strong>Where credentials go.</strong> To the scheme, host and port of the base URL, and over connections that
 * the settings allow: their trusted certificates, pins and TLS versions, their proxy; plain http to loopback
 * addresses only and through no proxy. This is checked on the connection itself, before anything is sent on it,
 * whatever the client was set to. A {@code Host} header that is not the URL's is refused, and so is any header, query
 * parameter or form field by which servers take a call for one with another method, path or host, such as {@code
 * X-HTTP-Method-Override}.
 *
 * <p><strong>What is proven</strong> are the very bytes that go out, which must be UTF-8 text, and not declared as
 * anything else: the body is read once, into memory, up to {@linkplain #largestBodyInBytes a limit}, and sent from
 * there, once. One-shot bodies are fine; duplex ones and those with a {@code Content-Encoding} are refused. Of
 * {@code multipart/form-data} the part named {@code data} is proven, and all of it is sent; a form that servers could
 * read in different ways is refused. The query is sent, but no part of the proof.
 *
 * <p><strong>Once.</strong> A token goes out once in a call, whoever put it on, and whoever wants the call repeated:
 * OkHttp, or an interceptor. An interceptor that repeats a call and stands before this one has it proven anew and makes
 * it again, so let it repeat only what may happen twice.
 *
 * <p><strong>Redirects</strong> of a call that carries a credential are not followed: the caller gets the 3xx answer.
 *
 * <p><strong>Who sees the credentials.</strong> Not the interceptors that were there before, not the caller, neither
 * in {@code Response.request()} nor in that of its {@code networkResponse()}, and not OkHttp's cache: an answer that
 * varies by a credential is not kept. But code of the application's that works on the wire does see them, and must
 * not log them: <em>event listeners</em> ({@code requestHeadersEnd}, {@code responseHeadersEnd}) and <em>network
 * interceptors that are added later</em>. OkHttp hides {@code Authorization} when it prints headers, and does not
 * hide {@code X-DFNS-USERACTION}; a logging interceptor must be told to ({@code redactHeader}).
 *
 * <p><strong>Failures.</strong> A call that cannot be proven, or is not let out, ends with a {@link
 * UserActionFailedException}, and nothing of it was sent unless the failure says so. Network failures of the call
 * itself are OkHttp's own, and answers, 202 among them, are the caller's to read.
 *
 * <p>Proving blocks the thread that makes the call, takes no turn of the client's dispatcher and counts towards its
 * call timeout. Safe for use by several threads if the given {@link UserActions} are.
 */
public final class UserActionInterceptor implements Interceptor {

    private static final long LARGEST_BODY = 1L << 30;
    private static final Violation ADDED_BY_HAND = new Violation("okHttpClient",
            "must be given the interceptor by its applyTo, which also guards what leaves the client");

    private final UserActions actions;
    private final ConnectionSettings settings;
    private final boolean onlyAnnotated;
    private final long largestBodyInBytes;
    private final @Nullable CredentialGuard guard;

    private UserActionInterceptor(
            UserActions actions, ConnectionSettings settings, boolean onlyAnnotated, long largestBodyInBytes,
            @Nullable CredentialGuard guard) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.onlyAnnotated = onlyAnnotated;
        this.largestBodyInBytes = largestBodyInBytes;
        this.guard = guard;
    }

    /**
     * Returns an interceptor that signs every mutating call. It works once it is {@linkplain #applyTo applied}.
     *
     * @param actions what proves; may work over the very client that this interceptor is added to
     * @param settings the base URL, where the bearer token comes from, and which connections credentials may go over;
     *         {@link ConnectionSettings#appliedTo} makes a client that keeps to them
     */
    public static UserActionInterceptor signing(UserActions actions, ConnectionSettings settings) {
        return new UserActionInterceptor(actions, settings, false, 16L * 1024 * 1024, null);
    }

    /** Returns an interceptor that signs calls of Retrofit methods with {@link UserActionSigned} alone. */
    public UserActionInterceptor onlyAnnotated() {
        return new UserActionInterceptor(actions, settings, true, largestBodyInBytes, guard);
    }

    /**
     * Returns an interceptor with another limit to the bodies that it reads into memory. Default: 16 MiB.
     *
     * @param limit in bytes
     * @throws IllegalArgumentException if that is not between 1 byte and a gibibyte
     */
    public UserActionInterceptor largestBodyInBytes(long limit) {
        if (limit < 1 || limit > LARGEST_BODY) {
            throw new IllegalArgumentException("largestBodyInBytes must be between 1 and " + LARGEST_BODY);
        }
        return new UserActionInterceptor(actions, settings, onlyAnnotated, limit, guard);
    }

    /**
     * Adds the interceptor to that client, behind the interceptors that are there already: what changes calls must come
     * before. Credentials are added by a second interceptor, where a request leaves the client. So this method is the
     * only way to add it: by {@code addInterceptor} alone, every call to the API is refused.
     *
     * @param client its connections are checked against the settings before a credential goes out, and are best made
     *         as {@link ConnectionSettings#appliedTo} does
     * @return the same builder
     */
    public OkHttpClient.Builder applyTo(OkHttpClient.Builder client) {
        CredentialGuard ownGuard = new CredentialGuard(settings);
        return Objects.requireNonNull(client, "client")
                .addInterceptor(
                        new UserActionInterceptor(actions, settings, onlyAnnotated, largestBodyInBytes, ownGuard))
                .addNetworkInterceptor(ownGuard);
    }

    /** Called by OkHttp, not by applications. */
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
        CredentialedCall call = isToBeSigned(request, target)
                ? signed(chain, target, record)
                : new CredentialedCall(guard, sentAsOften(request), exchange,
                        credentials(request, Headers.EMPTY, record, exchange));
        record.begin(call);
        try {
            return KeptAnswer.restored(chain.proceed(call.letThrough())).newBuilder().request(request).build();
        } finally {
            record.end();
        }
    }

    /** A call that brings its token is sent once, as one that gets it here. */
    private static Request sentAsOften(Request request) {
        RequestBody body = request.body();
        return body == null || request.header(SecretHeaders.USER_ACTION) == null
                ? request
                : request.newBuilder().method(request.method(), new OneShotBody(body)).build();
    }

    private boolean isToBeSigned(Request request, String target) {
        return isMutating(request)
                && request.header(SecretHeaders.USER_ACTION) == null
                && !target.matches("/auth/action(?:[/?].*)?")
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
        ProvableBody body = ProvableBody.of(request, largestBodyInBytes)
                .getOrElseThrow(violation -> record.failure(Exchange.EXECUTION, violation));
        UserAction action = UserAction.of(request.method(), target, body.payload()).toEither()
                .getOrElseThrow(violations -> record.failure(Exchange.EXECUTION, violations));
        if (chain.call().isCanceled()) {
            throw new IOException("Canceled");
        }
        AuthorizedAction authorized = authorized(action).getOrElseThrow(UserActionFailedException::new);
        return new CredentialedCall(guard, request.newBuilder().method(request.method(), body.toBeSent()).build(),
                Exchange.EXECUTION, credentials(request,
                        Headers.of(SecretHeaders.USER_ACTION, authorized.token().value()), record, Exchange.EXECUTION));
    }

    /** Holds whoever implements the port to its contract: an exception would be lost on a thread of OkHttp's. */
    private Either<UserActionFailure, AuthorizedAction> authorized(UserAction action) {
        try {
            Either<UserActionFailure, AuthorizedAction> answer = actions.authorize(action);
            return answer == null || answer.fold(Objects::isNull, Objects::isNull)
                    ? broken("answered null")
                    : answer.flatMap(authorized -> authorized.action().equals(action)
                            ? Either.right(authorized)
                            : broken("authorised another action than the one that was asked for"));
        } catch (Exception thrown) {
            return broken("threw " + thrown.getClass().getName());
        }
    }

    private Either<UserActionFailure, AuthorizedAction> broken(String fault) {
        return Either.left(new UserActionFailure.AdapterBroke(
                Step.CHALLENGE, actions.getClass().getName() + " " + fault));
    }

    private Headers credentials(Request request, Headers proof, CallRecord record, Exchange exchange)
            throws UserActionFailedException {
        return request.header(SecretHeaders.AUTHORIZATION) != null
                ? proof
                : proof.newBuilder()
                        .add(SecretHeaders.AUTHORIZATION, SettingsAccess.bearerToken(settings).authorization()
                                .getOrElseThrow(violation -> record.failure(exchange, violation)))
                        .build();
    }

    @Override
    public String toString() {
        return "UserActionInterceptor[" + SettingsAccess.baseUrl(settings)
                + (onlyAnnotated ? ", only annotated" : "") + "]";
    }
}
