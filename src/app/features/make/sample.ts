/** Where the sample lies within the app; it is fetched when somebody asks for it, and not kept for use offline. */
const FOLDER = 'sample';

/** A clip of a person and a speech in one of the two languages. Rejects where they cannot be fetched. */
export async function fetchSample(language: 'en' | 'zh'): Promise<{ video: File; speech: File }> {
  const [video, speech] = await Promise.all([
    fetchFile('person.mp4', 'video/mp4', 'sample.mp4'),
    fetchFile(`speech-${language}.m4a`, 'audio/mp4', `sample-${language}.m4a`),
  ]);
  return { video, speech };
}

async function fetchFile(path: string, type: string, name: string): Promise<File> {
  const answer = await fetch(`${FOLDER}/${path}`);
  // Servers that know only one page answer with it for everything.
  if (!answer.ok || answer.headers.get('content-type')?.startsWith('text/html'))
    throw new Error(`${answer.status} for ${path}`);
  return new File([await answer.blob()], name, { type });
}
