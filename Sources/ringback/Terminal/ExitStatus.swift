/// What the shell is told (sysexits.h).
enum ExitStatus: Int32, Error {
  case done = 0
  case usage = 64
  /// More was rejected than is tolerated; the output is complete.
  case rejects = 65
  case noInput = 66
  case defect = 70
  case cannotCreate = 73
  case cannotWrite = 74
  case locked = 75
  case configuration = 78
}

/// The command cannot go on, or ends with more than success.
struct Stop: Error {
  var status: ExitStatus
  /// What is wrong; what to do. Empty where it was said already.
  var message: String

  init(_ status: ExitStatus, _ message: String = "") {
    self.status = status
    self.message = message
  }
}
