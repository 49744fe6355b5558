package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Multipart;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Part;
import retrofit2.http.Path;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An interface of an application, which knows nothing of user actions. */
interface WalletApi {

    record NewWallet(String network, String name) {
    }

    record Wallet(String id, String network, String status, String dateCreated) {
    }

    record Wallets(List<Wallet> items) {
    }

    @POST("wallets")
    Call<Wallet> create(@Body NewWallet wallet);

    @POST("wallets")
    CompletableFuture<Wallet> createInFuture(@Body NewWallet wallet);

    @PUT("wallets/{id}/notes")
    Call<JsonNode> annotate(@Path("id") String id, @Body RequestBody notes);

    @PUT("wallets/{id}/notes")
    CompletableFuture<JsonNode> annotateInFuture(@Path("id") String id, @Body RequestBody notes);

    @DELETE("wallets/{id}/tags")
    Call<JsonNode> removeTags(@Path("id") String id);

    @DELETE("wallets/{id}/tags")
    CompletableFuture<JsonNode> removeTagsInFuture(@Path("id") String id);

    @Multipart
    @POST("files")
    Call<JsonNode> upload(@Part("data") RequestBody data, @Part MultipartBody.Part file);

    @Multipart
    @POST("files")
    CompletableFuture<JsonNode> uploadInFuture(@Part("data") RequestBody data, @Part MultipartBody.Part file);

    @GET("wallets")
    Call<Wallets> list();
}
