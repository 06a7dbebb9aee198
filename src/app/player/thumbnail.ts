const WIDTH = 320;
/** A background tab may not decode at all, and a picture is not worth waiting for; milliseconds. */
const PATIENCE_MS = 4_000;

function event(target: EventTarget, name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, () => resolve(), { once: true, signal });
    target.addEventListener('error', () => reject(new Error('the video cannot be played')), {
      once: true,
      signal,
    });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A label stands in the opening two seconds; what it covers is not what tells one video from another. */
const BEHIND_LABEL = 2.1;

/** A moment of a video of so many seconds that shows what it is. */
const momentIn = (seconds: number) =>
  seconds > BEHIND_LABEL + 0.1 ? Math.max(BEHIND_LABEL, Math.min(3, seconds / 3)) : seconds - 0.05;

/** A JPEG of a frame of the video, 320 pixels wide; null where the browser cannot make one in time. */
export async function thumbnail(file: Blob): Promise<Blob | null> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  try {
    video.muted = true;
    video.preload = 'auto';
    video.src = url;
    await event(video, 'loadeddata', signal);
    const sought = event(video, 'seeked', signal);
    video.currentTime = momentIn(video.duration);
    await sought;
    return await draw(video);
  } catch (reason) {
    console.warn('no thumbnail', reason);
    return null;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

async function draw(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(WIDTH, Math.round((WIDTH * video.videoHeight) / video.videoWidth));
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}
