type PolicyRules = { createScriptURL(url: string): string | null };
type TrustedTypes = { createPolicy(name: string, rules: PolicyRules): unknown };

/** True where `url` lies in the folder of the page at `page`; blob: and data: addresses never do. */
export function isOwnScript(url: string, page: string): boolean {
  const folder = new URL('.', page).href;
  return new URL(url, page).href.startsWith(folder);
}

/**
 * Lets workers start only from scripts of the app's own folder, and text never become markup or code. It is the default
 * policy because bundlers look for `new Worker(new URL(…))` and leave no room for a policy of another name.
 */
export function trustOnlyOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (isOwnScript(url, document.baseURI) ? url : null),
  });
}
