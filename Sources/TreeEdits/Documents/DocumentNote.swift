// SPDX-License-Identifier: Apache-2.0
import Findings

/// What is to be written anew in a document, one note for each thing that it goes on describing: nothing that is built
/// depends on it.
public enum DocumentNote {
    public static func notes(of reviews: [ReviewItem]) -> [TreeNote] {
        var order: [String] = []
        var lines: [String: [Int]] = [:]
        var first: [String: ReviewItem] = [:]
        for item in reviews {
            let key = item.path + "\n" + item.message + "\n" + item.reason
            if lines[key] == nil {
                order.append(key)
                first[key] = item
            }
            if lines[key]?.last != item.position.line { lines[key, default: []].append(item.position.line) }
        }
        return order.compactMap { key in
            guard let item = first[key], let places = lines[key] else { return nil }
            let others = places.dropFirst().map(String.init).joined(separator: ", ")
            let also = others.isEmpty ? "" : " (also in line\(places.count > 2 ? "s" : "") \(others))"
            return TreeNote(
                path: item.path, line: places[0], text: "to be written anew: \(item.message)\(also); \(item.reason)")
        }
    }
}
