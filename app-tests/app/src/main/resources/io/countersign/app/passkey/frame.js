// Somebody else's page that frames the page named in its query, and tells its own parent whether that was shown.
const query = new URLSearchParams(location.search);
const page = `http://localhost:${query.get("page")}`;
const framed = document.createElement("iframe");
framed.title = "The framed page";
framed.allow = "publickey-credentials-get";
framed.src = page + (query.get("path") === "/framed" ? "/framed" : "/");
let shown = false;
window.addEventListener("message", event => {
  if (event.origin === page && event.source === framed.contentWindow && event.data.shown) {
    shown = true;
  }
});
// A page that the browser refuses to show "loads" as well, but says nothing.
framed.addEventListener("load", () => setTimeout(() => parent.postMessage({shown}, page), 300));
document.getElementById("place").append(framed);
