package io.countersign.adapters.http.interceptor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a Retrofit method whose calls are signed as user actions by a {@link UserActionInterceptor} that signs
 * {@linkplain UserActionInterceptor#onlyAnnotated() only annotated} methods. Has no effect on methods that read,
 * on calls to endpoints that take no user action, and with interceptors that sign all mutating calls.
 *
 * <pre>{@code
 * @UserActionSigned
 * @POST("wallets")
 * Call<Wallet> create(@Body NewWallet wallet);
 * }</pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface UserActionSigned {
}
