/**
 * The ways by which a page could send something elsewhere: what a browser does not stop by itself is taken away here, as
 * far as a page can. What the browser really stops is tried by `try-ways-out.ts`.
 */

/** An address of this machine at which nobody answers: what is not stopped goes no further than here. */
export const PROBE = 'http://127.0.0.1:65535/koubo-probe';

type NavigateEvent = Event & { readonly destination: { readonly url: string } };
type Scope = typeof globalThis & { navigation?: EventTarget };

/** Kept for the try of it alone; without a page's policy it could reach any computer. */
export const { RTCPeerConnection: Connection } = globalThis as {
  RTCPeerConnection?: typeof RTCPeerConnection;
};

/**
 * Takes from this page what leads out of it and is not needed: direct connections, new windows, and going to other
 * addresses where the browser asks the page first. It is no wall to code that means harm, only to a fault.
 */
export function closeWaysOut(scope: Scope = globalThis): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'open'])
    if (name in scope) Object.defineProperty(scope, name, { value: undefined, configurable: false });
  scope.navigation?.addEventListener('navigate', (event) => {
    const { protocol, origin } = new URL((event as NavigateEvent).destination.url);
    if (/^https?:$/.test(protocol) && origin !== location.origin) event.preventDefault();
  });
}
