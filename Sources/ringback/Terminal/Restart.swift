import Glibc
import Intake
import Pipeline

/// Begins a run anew in the same process, after a crash while something was read: with a note of
/// what that was, so that it ends in a bounded number of times.
enum Restart {
  private static let most = 20
  private static let option = "--restarts"

  /// As execv(3) takes them; nil where it began anew too often.
  nonisolated(unsafe) private static let arguments =
    UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>.allocate(capacity: 1)

  /// Makes ready what ``now()`` uses, before any signal comes.
  static func prepare() {
    CrashNotes.prepare()
    arguments.initialize(to: nil)
    #if DEBUG
      setTrap()
    #endif
    var words = CommandLine.arguments
    var count = 0
    if words.count > 2, words[words.count - 2].utf8.elementsEqual(option.utf8) {
      count = Int(words.removeLast()) ?? most
      words.removeLast()
    }
    guard count < most else { return }
    words += [option, String(count + 1)]
    let all = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
    for (i, word) in words.enumerated() { (all + i).initialize(to: strdup(word)) }
    (all + words.count).initialize(to: nil)
    arguments.pointee = all
  }

  /// Comes back only where that is not possible; only calls that are safe while a signal is handled.
  static func now() {
    guard let all = arguments.pointee else { return }
    // What is blocked stays so in the program that is executed.
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    execv("/proc/self/exe", all)
  }

  #if DEBUG
    /// Of tests: `piece:WORD`, `record:WORD` or `file:WORD`.
    private static func setTrap() {
      guard let text = getenv("RINGBACK_TRAP") else { return }
      let parts = String(cString: text).split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let kind = Trap.Kind(rawValue: parts[0]) else { return }
      Trap.word = (kind, parts[1])
    }
  #endif
}
