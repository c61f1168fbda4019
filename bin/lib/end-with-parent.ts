// Loaded into every child of the town with --import: the pipe from the parent closes however the parent dies,
// also by kill -9, and then the child ends as if it had been asked to.
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'))
process.stdin.resume()
// The pipe alone must not keep a child alive that has nothing left to do.
const pipe = process.stdin as unknown as { unref?: () => void }
pipe.unref?.()
