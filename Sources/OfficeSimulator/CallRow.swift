import Records

/// One row of Asterisk's call detail records (main/cdr.c): one leg of a call.
struct CallRow: Sendable {
  var source: String
  var destination: String
  var context: String
  var callerName: String
  var channel: String
  var peer = ""
  var application: String
  var arguments: String
  var start: Timestamp
  var answer: Timestamp?
  var end: Timestamp
  /// `ANSWERED`, `NO ANSWER`, `BUSY`.
  var disposition: String
  /// Epoch and number of the first channel.
  var uniqueID: String
  var linkedID: String
  var sequence: Int

  var duration: Int { end - start }
  var talk: Int { answer.map { end - $0 } ?? 0 }
}
