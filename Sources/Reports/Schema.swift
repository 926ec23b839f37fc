/// placeholder
public enum Schema { public static let record = "", event = "", contact = "", report = "" }
