import CGNU
import Glibc
import Pipeline

/// What holds for the whole process, whatever it was started by.
enum ProcessSetup {
  static func apply() {
    openStandardStreams()
    // The same under a shell and under systemd: a closed pipe is an error of write(2).
    signal(SIGPIPE, SIG_IGN)
    // A file size limit likewise.
    signal(SIGXFSZ, SIG_IGN)
    // Everything we make is the owner's alone.
    umask(0o077)
    // A core file would hold the clients' mail.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(4), &none)
    // The limit does not hold for a program that takes cores by a pipe. On a terminal the progress
    // line needs what /proc tells of us, which this forbids.
    if isatty(STDERR_FILENO) != 1 { _ = no_dumps() }
    Restart.prepare()
    catchCrashes()
    SignalWatch.start()
  }

  /// A program started without them would get its database as standard error. They are opened the
  /// wrong way round, so that reading or writing them fails rather than loses what was written.
  private static func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free one is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  private static func catchCrashes() {
    // A stack of its own, since a stack that is full is one of the crashes.
    let size = 64 << 10
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = crashed
    action.sa_flags = CInt(SA_ONSTACK)
    for number in [SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGSYS] {
      sigaction(number, &action, nil)
    }
  }
}

/// Says that we crashed and nothing else: Swift's own crash report would print memory, and cron
/// would mail it.
private func crashed(_ number: CInt) {
  if CrashNotes.note() { Restart.now() }
  let message: StaticString = "ringback: stopped by a defect of its own; please report it\n"
  _ = Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
  _exit(ExitStatus.defect.rawValue)
}

/// Ends the process on SIGTERM, SIGINT, SIGHUP and SIGQUIT, with 128 and the signal's number.
///
/// A thread waits for them, so that it may take locks: what is half published goes, what is being
/// renamed is renamed to its end. The state needs no care: a transaction that was not committed
/// never was.
enum SignalWatch {
  static func start() {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGTERM, SIGINT, SIGHUP, SIGQUIT] {
      var before = sigaction()
      sigaction(number, nil, &before)
      // What nohup(1) or a shell's & wants ignored stays so.
      let isIgnored =
        unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
      if !isIgnored { sigaddset(&awaited, number) }
    }
    // Before any other thread is made, which takes this over.
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 256 << 10)
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let result = pthread_create(&thread, &attributes, { _ in SignalWatch.wait() }, nil)
    // Without the thread the signals end the process as they do any other.
    if result != 0 { pthread_sigmask(SIG_UNBLOCK, &awaited, nil) }
  }

  private static func wait() -> Never {
    var awaited = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &awaited)
    var number: CInt = 0
    while sigwait(&awaited, &number) != 0 {}
    // Something that hangs must not keep us.
    alarm(1)
    Publishing.abandon()
    _exit(128 + number)
  }
}
