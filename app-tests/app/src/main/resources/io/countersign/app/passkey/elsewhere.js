// Somebody else's page in a window of its own: takes what another page wants to be signed, and asks for the passkey.
const opener = window.opener;
const page = `http://localhost:${new URLSearchParams(location.search).get("page")}`;
const sign = document.getElementById("sign");
const status = document.getElementById("status");
document.getElementById("here").textContent = location.origin;

window.addEventListener("message", event => {
  if (event.source !== opener || event.origin !== page) {
    return;
  }
  status.textContent = "";
  sign.disabled = false;
  sign.focus();
  sign.onclick = async () => {
    sign.disabled = true;
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(event.data.options);
      const assertion = (await navigator.credentials.get({publicKey})).toJSON();
      opener.postMessage({assertion}, page);
    } catch (refused) {
      opener.postMessage({error: `${refused.name}: ${refused.message}`}, page);
    }
  };
});
opener?.postMessage({ready: true}, page);
