package io.countersign.adapters.http.wire;

import io.countersign.adapters.http.exchange.Progress;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Tag;

/** The two endpoints of user action signing. Paths are relative, so that a base URL may have a path of its own. */
public interface UserActionApi {

    @POST("auth/action/init")
    Call<ChallengeResponse> requestChallenge(
            @Header("Authorization") String authorization, @Body ChallengeRequest request, @Tag Progress progress);

    @POST("auth/action")
    Call<RedemptionResponse> redeem(
            @Header("Authorization") String authorization, @Body RedemptionRequest request, @Tag Progress progress);
}
