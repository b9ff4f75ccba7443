// What a program of tests prints: whether each sentence held, and how many did, which tests/run reads.

// Throws where something does not hold; `what` says what it was.
export function expect(what, holds) {
  if (!holds) throw new Error(what);
}

// One after the other: { sentence: test }, null for one that this machine cannot make.
export async function runTests(tests) {
  let passed = 0, failed = 0;
  for (const [sentence, test] of Object.entries(tests)) {
    try {
      await test?.();
      if (test) passed += 1;
      console.log(`${test ? 'ok' : 'skipped'} - ${sentence}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok - ${sentence}\n    ${error.message}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
