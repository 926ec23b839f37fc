import Records

extension Schema {
  /// `until` is when a promise is due or the last day of a gap; `kept` is left out while a
  /// promise can still be kept.
  static let signBody = object(
    [
      ("sign", oneOf(Sign.Kind.allCases.map(\.rawValue))), ("v", version), ("at", time),
      ("until", time), ("kept", yes), ("channel", channel), ("client", text), ("person", text),
      ("technician", text), ("phrase", text), ("contact_id", text), ("days", count),
      ("event_id", text), ("source", text), ("offset", count), ("line", count),
    ], required: ["sign", "v", "at"])

  private static let number = #"{"type":"number","minimum":0}"#

  /// The signs of a relationship, counted.
  static let signs = object(
    [
      (
        "fixes",
        object(
          [
            ("count", count), ("reopened", count), ("until_back", curve),
            ("back_within_7_days", rate), ("back_within_30_days", rate),
            ("back_within_90_days", rate),
          ], required: ["count", "reopened"])
      ),
      (
        "continuity",
        object(
          [
            ("usual_provider", rate), ("bice_boxerman", number), ("consecutive", rate),
            ("technicians_met", number),
            (
              "answers",
              list(
                object(
                  [("technician", text), ("answers", count)], required: ["technician", "answers"]))
            ),
          ], required: ["usual_provider", "consecutive"])
      ), ("several_hands", rate), ("own_moves", rate), ("promises_kept", rate),
      ("promises_open", count),
      (
        "silence",
        object(
          [
            ("recent", count), ("earlier", count), ("earlier_weeks", count), ("chance", number),
            ("unanswered_before", rate), ("is_sign", yes),
          ], required: ["recent", "earlier", "earlier_weeks", "chance", "is_sign"])
      ),
      (
        "check_ins",
        object(
          [("count", count), ("longest_gap_days", count), ("next_due", time)],
          required: ["count", "longest_gap_days", "next_due"])
      ), ("came_to_named", rate), ("answered_by_named", rate), ("cost_of_waiting", number),
      ("phrases", object(Sign.Kind.allCases.map { ($0.rawValue, count) }, required: [])),
    ], required: ["fixes", "continuity", "own_moves", "check_ins", "phrases"])
}
