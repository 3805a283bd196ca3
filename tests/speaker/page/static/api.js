// The way to the server. Whatever goes wrong is an Error with words for a person.

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(`/api/${path}`, options);
  } catch {
    throw new Error("The desk speaker does not answer: is `make speaker` still running?");
  }
  const body = await answer.json().catch(() => ({ error: `The desk speaker answered ${answer.status}.` }));
  if (answer.ok) return body;
  throw Object.assign(new Error(body.error), { gone: answer.status === 410 });
}

export const get = (path) => call(path);

export const post = (path, body = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
