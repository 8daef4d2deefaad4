// Passkeys: makes one, or shows one, and sends what the browser answers with the form around it.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  // A number is no name that a passkey could be bound to.
  const isNumber = /^[\d.]+$|:/.test(location.hostname);
  const possible = Boolean(window.PublicKeyCredential) && window.isSecureContext && !isNumber;

  const offered = () => JSON.parse(document.getElementById("passkey-options").textContent);

  const make = async (form) => {
    const asked = offered().creation_options.publicKey;
    const box = form.elements.namedItem("passwordless");
    const alone = Boolean(box && box.checked);
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: named(asked.excludeCredentials),
        authenticatorSelection: {
          ...asked.authenticatorSelection,
          residentKey: alone ? "required" : "discouraged",
          requireResidentKey: alone,
          ...(alone ? { userVerification: "required" } : {}),
        },
      },
    });
    const response = made.response;
    return {
      id: made.id, rawId: text(made.rawId), type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: made.getClientExtensionResults(),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports ? response.getTransports() : [],
      },
    };
  };

  const show = async (asked) => {
    const shown = await navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) },
    });
    const response = shown.response;
    return {
      id: shown.id, rawId: text(shown.rawId), type: shown.type,
      authenticatorAttachment: shown.authenticatorAttachment,
      clientExtensionResults: shown.getClientExtensionResults(),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : null,
      },
    };
  };

  const enter = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return show((await answer.json()).request_options.publicKey);
  };

  const ways = { make, enter, show: () => show(offered().request_options.publicKey) };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const fault = form.querySelector("[data-passkey-fault]");
      fault.hidden = true;
      try {
        form.elements.namedItem("credential").value = JSON.stringify(await ways[form.dataset.passkey](form));
        form.submit();
      } catch {
        fault.hidden = false;
      }
    });
  }
  for (const area of document.querySelectorAll("[data-passkey-area]")) area.hidden = !possible;
  for (const word of document.querySelectorAll("[data-passkey-impossible]")) word.hidden = possible;
})();
