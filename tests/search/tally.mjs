/* What a suite in JavaScript counts and says: the form that tests/run reads. */
let passed = 0, failed = 0;

export function ok(condition, what) {
  if (condition) passed++;
  else {
    failed++;
    console.log("failed: " + what);
  }
}

export function same(got, want, what) {
  ok(JSON.stringify(got) === JSON.stringify(want), `${what}\n  got  ${JSON.stringify(got)}\n  want ${JSON.stringify(want)}`);
}

/* The closing line; the exit status tells as well. */
export function close() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
