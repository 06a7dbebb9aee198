import { Connection, PROBE } from './ways-out';

/** `stopped`: by the browser. `taken`: the page has no means for it any more, but the browser would allow it. */
export type Verdict = 'stopped' | 'taken' | 'open' | 'unknown';
export type WaysOut = { readonly requests: Verdict; readonly direct: Verdict; readonly leaving: Verdict };

/** How long a try may take, milliseconds. */
const PATIENCE_MS = 8000;

/**
 * Tries what this browser stops. Nothing leaves the machine by it, but that a browser that does not stop direct connections
 * may tell the local network a made-up name (mDNS).
 */
export async function tryWaysOut(): Promise<WaysOut> {
  const [requests, direct, told] = await Promise.all([tryRequest(), tryDirect(), isTold()]);
  // Both are stopped by the same header; going elsewhere cannot be tried without going.
  const leaving = direct === 'stopped' && told ? 'stopped' : 'navigation' in globalThis ? 'taken' : 'open';
  return { requests, direct: direct === 'open' ? 'taken' : direct, leaving };
}

async function tryRequest(): Promise<Verdict> {
  let stopped = false;
  const hear = ({ blockedURI }: SecurityPolicyViolationEvent) => (stopped ||= blockedURI === PROBE);
  document.addEventListener('securitypolicyviolation', hear);
  await fetch(PROBE, { mode: 'no-cors', credentials: 'omit' }).catch(() => {});
  // The event is told after the request has failed.
  await new Promise((resolve) => setTimeout(resolve, 100));
  document.removeEventListener('securitypolicyviolation', hear);
  return stopped ? 'stopped' : 'open';
}

/** Whether the answer that brought this page carried the header. */
async function isTold(): Promise<boolean> {
  const answer = await fetch('./').catch(() => null);
  return answer?.headers.get('Connection-Allowlist') === '(response-origin)';
}

/**
 * Two ends within this page, which reach each other unless the browser forbids such connections. `unknown` where the
 * machine has no network over which they could.
 */
async function tryDirect(): Promise<Verdict> {
  if (!Connection) return 'stopped';
  let ends: RTCPeerConnection[] = [];
  try {
    ends = [new Connection(), new Connection()];
    const [a, b] = ends as [RTCPeerConnection, RTCPeerConnection];
    let candidates = 0;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      from.onicecandidate = ({ candidate }) => {
        if (candidate?.candidate) candidates++;
        // Of an end that is closed there is no promise.
        if (candidate) void Promise.resolve(to.addIceCandidate(candidate)).catch(() => {});
      };
    }
    const channel = a.createDataChannel('probe');
    const opened = new Promise<boolean>((resolve) => {
      channel.onopen = () => resolve(true);
      a.oniceconnectionstatechange = () => a.iceConnectionState === 'failed' && resolve(false);
      setTimeout(() => resolve(false), PATIENCE_MS);
    });
    await a.setLocalDescription();
    // Before the other end is even known: that is no lack of a network, but a refusal.
    const refused = a.iceConnectionState === 'failed';
    await b.setRemoteDescription(a.localDescription as RTCSessionDescription);
    await b.setLocalDescription();
    await a.setRemoteDescription(b.localDescription as RTCSessionDescription);
    if (await opened) return 'open';
    return refused || candidates > 0 ? 'stopped' : 'unknown';
  } catch (reason) {
    return reason instanceof DOMException && reason.name === 'NotAllowedError' ? 'stopped' : 'unknown';
  } finally {
    for (const end of ends) end.close();
  }
}
