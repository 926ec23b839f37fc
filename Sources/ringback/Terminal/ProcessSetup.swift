import Glibc

/// What holds for the whole process, whatever it was started by.
enum ProcessSetup {
  static func apply() {
    // The same under a shell and under systemd: a closed pipe is an error of write(2).
    signal(SIGPIPE, SIG_IGN)
    // A file size limit likewise.
    signal(SIGXFSZ, SIG_IGN)
    // Everything we make is the owner's alone.
    umask(0o077)
    // A core file would hold the clients' mail.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(4), &none)
    for number in [SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT] { signal(number, crashed) }
  }
}

/// Says that we crashed and nothing else: Swift's own crash report would print memory, and cron
/// would mail it.
private func crashed(_ number: CInt) {
  let message: StaticString = "ringback: stopped by a defect of its own; please report it\n"
  _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
  _exit(ExitStatus.defect.rawValue)
}
