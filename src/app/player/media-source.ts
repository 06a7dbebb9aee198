import type { Attachment } from 'svelte/attachments';

/** Plays a file in an audio or video element for as long as the element is there. */
export function playsFrom(file: Blob): Attachment<HTMLMediaElement> {
  return (element) => {
    const url = URL.createObjectURL(file);
    element.src = url;
    return () => {
      element.removeAttribute('src');
      // Without it the element keeps its decoder and the file open.
      element.load();
      URL.revokeObjectURL(url);
    };
  };
}

/** Shows a picture in an image element for as long as the element is there. */
export function shows(picture: Blob): Attachment<HTMLImageElement> {
  return (element) => {
    const url = URL.createObjectURL(picture);
    element.src = url;
    return () => URL.revokeObjectURL(url);
  };
}
