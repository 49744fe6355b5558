// The page: asks its server to begin, lets the passkey sign, and sends the signature to the server to complete.

const element = id => document.getElementById(id);
const json = value => JSON.stringify(value);

/** Somebody, other than a person's choice, refused: the browser, the library on the server, the API. */
class Refused extends Error {
  constructor(by, message) {
    super(message);
    this.by = by;
  }
}

// --- The two requests that one approval takes ---

async function begin(order) {
  const begun = await post("/begin", order);
  note("server", "browser", "What the passkey is to sign", {
    options: JSON.parse(begun.options),
    seal: `${begun.seal.length} characters that only the server can read`,
  });
  return begun;
}

async function sign({options}) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
  const assertion = (await navigator.credentials.get({publicKey})).toJSON();
  note("passkey", "browser", "The signature", described(assertion));
  return assertion;
}

async function complete({seal}, assertion, twoFactors = false) {
  const {wallet} = await post("/complete", {seal, assertion, twoFactors});
  return JSON.parse(wallet);
}

// --- Talking to the server ---

async function post(path, body) {
  if (path !== "/session") {
    note("browser", "server", `POST ${path}`, shortened(body));
  }
  const response = await fetch(path, {
    method: "POST", headers: {"Content-Type": "application/json"}, body: json(body),
  });
  const isJson = response.headers.get("Content-Type") === "application/json";
  const answer = isJson ? await response.json() : {message: await response.text()};
  for (const {from, to, what, content} of answer.steps ?? []) {
    note(from, to, what, content);
  }
  if (!response.ok) {
    const by = answer.refusedBy ?? "server";
    note("server", "browser", "Refused", {by, message: answer.message});
    throw new Refused(by, answer.message);
  }
  return answer;
}

/** What is sent, without what only machines can read. */
function shortened(body) {
  const {seal, assertion, registration, ...rest} = body;
  return {
    ...rest,
    ...seal && {seal: `${seal.length} characters`},
    ...assertion && {assertion: `of passkey ${assertion.id.slice(0, 12)}…`},
    ...registration && {registration: `of passkey ${registration.id.slice(0, 12)}…`},
  };
}

function described({id, authenticatorAttachment, response}) {
  const flags = response.authenticatorData && bytes(response.authenticatorData)[32];
  return {
    id,
    clientData: JSON.parse(new TextDecoder().decode(bytes(response.clientDataJSON))),
    ...flags && {userPresent: (flags & 1) > 0, userVerified: (flags & 4) > 0},
    ...response.signature && {signature: `${bytes(response.signature).length} bytes`},
    ...authenticatorAttachment && {authenticatorAttachment},
  };
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, character => character.charCodeAt(0));
}

// --- The panel ---

/** What most people want to see; the rest is one click away. */
const OPEN = ["The new passkey", "The signature", "Refused"];

/** Empties the panel for the next thing to do. */
function heading(text) {
  element("about").textContent = `${text}. Tokens are hidden.`;
  element("steps").replaceChildren();
}

function note(from, to, what, content) {
  const item = document.createElement("li");
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const way = document.createElement("span");
  const title = document.createElement("span");
  const text = document.createElement("pre");
  way.className = "way";
  way.textContent = `${from} → ${to}  `;
  title.className = "what";
  title.textContent = what;
  text.textContent = JSON.stringify(readable(content), null, 2);
  details.open = OPEN.includes(what);
  summary.append(way, title);
  details.append(summary, text);
  item.append(details);
  element("steps").append(item);
}

/** JSON inside texts is shown as JSON. */
function readable(content) {
  return Object.fromEntries(Object.entries(content).map(([name, value]) => {
    try {
      return [name, typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value];
    } catch {
      return [name, value];
    }
  }));
}

// --- Signing in, and what can be done ---

let user;
let elsewhere;
let hasPasskey = false;
let busy = false;

async function signIn(name) {
  const session = await post("/session", name ? {user: name} : {});
  user = session.user;
  elsewhere = session.elsewhere;
  hasPasskey = session.passkeys > 0;
  document.querySelector(`input[name=user][value=${user}]`).checked = true;
  ready();
}

function ready() {
  for (const button of document.querySelectorAll("main button")) {
    button.disabled = busy || button.id !== "make-button" && !hasPasskey;
  }
  for (const choice of document.querySelectorAll("input[name=user]")) {
    choice.disabled = busy;
  }
  for (const hint of document.querySelectorAll("[data-needs-passkey]")) {
    hint.hidden = hasPasskey;
  }
  document.body.setAttribute("aria-busy", busy);
}

/** Runs one thing at a time, tells what it did, and gives the focus back. */
async function run(title, output, action) {
  const focused = document.activeElement;
  output.replaceChildren();
  heading(title);
  busy = true;
  ready();
  try {
    await action();
  } catch (failure) {
    show(output, "bad", failure instanceof Refused
      ? `Refused by the ${failure.by}: ${failure.message}`
      : `Not done: ${failure.message}`);
  } finally {
    busy = false;
    ready();
    focused?.focus();
  }
}

function show(output, kind, text) {
  const notice = document.createElement("p");
  notice.className = `notice ${kind}`;
  notice.textContent = text;
  output.replaceChildren(notice);
}

for (const choice of document.querySelectorAll("input[name=user]")) {
  choice.addEventListener("change", async () => {
    for (const output of document.querySelectorAll("main output")) {
      output.replaceChildren();
    }
    busy = true;
    ready();
    await signIn(choice.value);
    busy = false;
    ready();
    choice.focus();
  });
}

element("make").addEventListener("submit", event => {
  event.preventDefault();
  const form = new FormData(event.target);
  run("Make a passkey", element("make-result"), async () => {
    const wanted = await post("/passkey/options",
      {algorithm: form.get("algorithm"), discoverable: form.has("discoverable")});
    const options = JSON.parse(wanted.options);
    note("server", "browser", "What passkey is wanted", options);
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const registration = (await navigator.credentials.create({publicKey})).toJSON();
    note("passkey", "browser", "The new passkey", described(registration));
    const passkey = await post("/passkey", {registration});
    hasPasskey = true;
    show(element("make-result"), "good", `${user} has a passkey now (${passkey.algorithm}). It can approve the steps below.`);
  });
});

element("wallet").addEventListener("submit", event => {
  event.preventDefault();
  const network = new FormData(event.target).get("network");
  const twoFactors = event.submitter?.value === "two";
  const title = twoFactors ? "Create a wallet with two factors" : "Create a wallet";
  run(title, element("wallet-result"), async () => {
    const begun = await begin({network});
    const wallet = await complete(begun, await sign(begun), twoFactors);
    show(element("wallet-result"), "good", `The wallet ${wallet.id} on ${wallet.network} was created.`);
  });
});

// --- Attempts to cheat ---

const order = {network: "EthereumSepolia"};

const cheats = {
  replay: ["Use an approval twice", "A recorded approval is sent a second time.", async () => {
    const begun = await begin(order);
    const assertion = await sign(begun);
    await complete(begun, assertion);
    await complete(begun, assertion);
  }],
  signature: ["Alter the signature", "One byte of the passkey's signature is changed.", async () => {
    const begun = await begin(order);
    const assertion = await sign(begun);
    const {response} = assertion;
    await complete(begun, {...assertion, response: {...response, signature: altered(response.signature, 40)}});
  }],
  seal: ["Alter the seal", "One character of the sealed action is changed.", async () => {
    const begun = await begin(order);
    await complete({seal: altered(begun.seal, 200)}, await sign(begun));
  }],
  user: ["Use somebody else's seal", "An action that one user began is completed by the other.", async () => {
    const owner = user;
    const begun = await begin(order);
    const assertion = await sign(begun);
    await signIn(owner === "Ada" ? "Ben" : "Ada");
    note("browser", "server", `Signed in as ${user}`, {user});
    try {
      await complete(begun, assertion);
    } finally {
      await signIn(owner);
    }
  }],
  expired: ["Use an expired seal", "The action was sealed eleven minutes ago; seals are good for ten.", async () => {
    const begun = await begin({...order, expired: true});
    await complete(begun, await sign(begun));
  }],
  action: ["Approve one call, make another", "The approval of one wallet is used for another one.", async () => {
    const small = await begin(order);
    const large = await begin({network: "BitcoinTestnet3"});
    await complete(large, await sign(small));
  }],
  domain: ["Phish on another domain", "A page on 127.0.0.1 asks for the passkey of localhost.", () =>
    signElsewhere(`http://127.0.0.1:${elsewhere}`)],
  origin: ["Sign on another origin", "A page on another port of localhost asks for the passkey.", () =>
    signElsewhere(`http://localhost:${elsewhere}`)],
  frame: ["Frame this page", "Somebody else's page shows this page in a frame.", async () => {
    note("other page", "browser", "A frame with this page in it", {src: location.origin});
    const {shown} = await framed("/", () => {});
    if (!shown) {
      throw new Refused("browser", "It did not show this page in a frame, as the page's Content-Security-Policy forbids it.");
    }
  }],
  inside: ["Sign inside a frame", "A page that forgot to forbid frames is framed, and asks for the passkey.", async () => {
    const begun = await begin(order);
    const {assertion, error} = await framed("/framed", frame =>
      frame.postMessage({options: JSON.parse(begun.options)}, location.origin));
    await completeElsewhere(begun, assertion, error);
  }],
};

/** Lets a page in a window of its own ask for the passkey, and completes with what it got. */
async function signElsewhere(origin) {
  const popup = window.open(`${origin}/popup?page=${location.port}`, "", "popup,width=520,height=420");
  if (!popup) {
    throw new Error("the browser opened no window; allow this page to open one");
  }
  // The window may be ready before the server is, so it is listened to from the start.
  const begun = begin(order);
  try {
    const {assertion, error} = await answerFrom(message => message.source === popup && message.origin === origin,
      async () => popup.postMessage({options: JSON.parse((await begun).options)}, origin), () => popup.closed);
    await completeElsewhere(await begun, assertion, error);
  } finally {
    popup.close();
  }
}

async function completeElsewhere(begun, assertion, error) {
  if (error) {
    throw new Refused("browser", error);
  }
  note("passkey", "browser", "The signature", described(assertion));
  await complete(begun, assertion);
}

/** Shows somebody else's page, which frames a page of this site. */
async function framed(path, whenReady) {
  const origin = `http://localhost:${elsewhere}`;
  const dialog = element("frame");
  const frame = document.createElement("iframe");
  frame.title = "Somebody else's page";
  frame.allow = `publickey-credentials-get ${origin} ${location.origin}`;
  frame.src = `${origin}/frame?page=${location.port}&path=${path}`;
  const answer = answerFrom(message => message.origin === location.origin
      || message.source === frame.contentWindow && message.origin === origin && path === "/",
    message => whenReady(message.source), () => !dialog.open);
  element("frame-place").replaceChildren(frame);
  dialog.showModal();
  try {
    return await answer;
  } finally {
    dialog.close();
    element("frame-place").replaceChildren();
  }
}

/** Waits for the answer of another page; tells it what to sign when it is ready. */
function answerFrom(isFromThere, whenReady, isGone) {
  return new Promise((resolve, reject) => {
    const listen = message => {
      if (!isFromThere(message)) {
        return;
      }
      if (message.data.ready) {
        whenReady(message);
      } else {
        end();
        resolve(message.data);
      }
    };
    const watch = setInterval(() => {
      if (isGone()) {
        end();
        reject(new Error("the other page was closed"));
      }
    }, 300);
    const end = () => {
      window.removeEventListener("message", listen);
      clearInterval(watch);
    };
    window.addEventListener("message", listen);
  });
}

element("frame-close").addEventListener("click", () => element("frame").close());

/** Changes one character of a text in base64url. */
function altered(text, at) {
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

for (const [name, [title, explanation, attempt]] of Object.entries(cheats)) {
  const item = document.createElement("li");
  const texts = document.createElement("div");
  const head = document.createElement("h3");
  const text = document.createElement("p");
  const button = document.createElement("button");
  const output = document.createElement("output");
  item.id = `cheat-${name}`;
  head.id = `cheat-${name}-title`;
  head.textContent = title;
  text.textContent = explanation;
  button.type = "button";
  button.textContent = "Try";
  button.setAttribute("aria-describedby", head.id);
  texts.append(head, text);
  item.append(texts, button, output);
  element("cheats").append(item);
  button.addEventListener("click", () => run(title, output, async () => {
    try {
      await attempt();
      verdict(output, "nobody", "It went through. That must not happen.");
    } catch (refusal) {
      if (!(refusal instanceof Refused)) {
        throw refusal;
      }
      verdict(output, refusal.by, refusal.message);
    }
  }));
}

function verdict(output, by, message) {
  const line = document.createElement("div");
  const badge = document.createElement("span");
  const text = document.createElement("span");
  line.className = "verdict";
  badge.className = `badge ${by}`;
  badge.textContent = by === "nobody" ? "Not refused" : `Refused by the ${by}`;
  text.textContent = message[0].toUpperCase() + message.slice(1);
  line.append(badge, text);
  output.replaceChildren(line);
}

// --- Start ---

if (window.parent !== window) {
  // Only a browser that ignores this page's policy gets here.
  window.parent.postMessage({shown: true}, "*");
}
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  await signIn();
} else {
  element("unsupported").textContent = "This browser is too old for passkeys. Chrome 129, Firefox 119 and Safari 18.4 know what is needed.";
  element("unsupported").hidden = false;
}
