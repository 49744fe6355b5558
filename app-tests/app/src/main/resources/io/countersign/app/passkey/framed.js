// A page that can be framed, for the attempt to have somebody sign inside somebody else's page.
const sign = document.getElementById("sign");
parent.postMessage({shown: true}, "*");
window.addEventListener("message", event => {
  if (event.source !== top || event.origin !== location.origin) {
    return;
  }
  sign.disabled = false;
  sign.onclick = async () => {
    sign.disabled = true;
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(event.data.options);
      const assertion = (await navigator.credentials.get({publicKey})).toJSON();
      top.postMessage({assertion}, location.origin);
    } catch (refused) {
      top.postMessage({error: `${refused.name}: ${refused.message}`}, location.origin);
    }
  };
});
top.postMessage({ready: true}, location.origin);
