// SPDX-License-Identifier: Apache-2.0
import Machine

/// Red-black trees. Drivers link nodes where they belong themselves; what the kernel does to keep the tree flat changes no
/// order, so that it is left out here. A node is parent and colour, right child, left child.
enum TreeFunctions {
    static let all: [KernelFunction] = .table(changes, walks)

    private static let changes: [KernelFunction] = [
        KernelFunction("rb_insert_color", ["void(ptr, ptr)"]) { call throws(Stop) in
            _ = try call.memory.load(try call.value(0), size: 8)
            return 0
        },
        KernelFunction("rb_erase", ["void(ptr, ptr)"]) { call throws(Stop) in
            try TreeNodes(memory: call.memory).erase(try call.value(0), root: try call.value(1))
            return 0
        },
        KernelFunction("rb_replace_node", ["void(ptr, ptr, ptr)"]) { call throws(Stop) in
            let nodes = TreeNodes(memory: call.memory)
            let (old, new) = (try call.value(0), try call.value(1))
            try call.memory.copy(from: old, to: new, count: 24)
            try nodes.replace(old, by: new, root: try call.value(2))
            for child in [try nodes.left(new), try nodes.right(new)] where child != 0 {
                try nodes.setParent(child, new)
            }
            return 0
        },
    ]

    private static let walks: [KernelFunction] = [
        KernelFunction("rb_first", ["ptr(ptr)"]) { call throws(Stop) in
            let nodes = TreeNodes(memory: call.memory)
            return try nodes.outermost(try call.memory.load(try call.value(0), size: 8), leftmost: true)
        },
        KernelFunction("rb_last", ["ptr(ptr)"]) { call throws(Stop) in
            let nodes = TreeNodes(memory: call.memory)
            return try nodes.outermost(try call.memory.load(try call.value(0), size: 8), leftmost: false)
        },
        KernelFunction("rb_next", ["ptr(ptr)"]) { call throws(Stop) in
            try TreeNodes(memory: call.memory).neighbour(of: try call.value(0), forward: true)
        },
        KernelFunction("rb_prev", ["ptr(ptr)"]) { call throws(Stop) in
            try TreeNodes(memory: call.memory).neighbour(of: try call.value(0), forward: false)
        },
    ]
}

/// `struct rb_node` in the memory.
private struct TreeNodes {
    let memory: Memory

    func parent(_ node: UInt64) throws(Stop) -> UInt64 { try memory.load(node, size: 8) & ~3 }
    func right(_ node: UInt64) throws(Stop) -> UInt64 { try memory.load(node &+ 8, size: 8) }
    func left(_ node: UInt64) throws(Stop) -> UInt64 { try memory.load(node &+ 16, size: 8) }
    func setRight(_ node: UInt64, _ child: UInt64) throws(Stop) { try memory.store(node &+ 8, size: 8, child) }
    func setLeft(_ node: UInt64, _ child: UInt64) throws(Stop) { try memory.store(node &+ 16, size: 8, child) }

    func setParent(_ node: UInt64, _ parent: UInt64) throws(Stop) {
        try memory.store(node, size: 8, parent | (try memory.load(node, size: 8) & 3))
    }

    func outermost(_ start: UInt64, leftmost: Bool) throws(Stop) -> UInt64 {
        var node = start
        while node != 0 {
            let next = leftmost ? try left(node) : try right(node)
            if next == 0 { break }
            node = next
        }
        return node
    }

    func neighbour(of start: UInt64, forward: Bool) throws(Stop) -> UInt64 {
        // RB_CLEAR_NODE() makes a node its own parent.
        if try parent(start) == start { return 0 }
        let child = forward ? try right(start) : try left(start)
        if child != 0 { return try outermost(child, leftmost: forward) }
        var node = start
        var above = try parent(node)
        while above != 0 {
            let cameFrom = forward ? try right(above) : try left(above)
            if cameFrom != node { break }
            node = above
            above = try parent(node)
        }
        return above
    }

    /// Puts a node, or nothing, where another one hung.
    func replace(_ old: UInt64, by new: UInt64, root: UInt64) throws(Stop) {
        let above = try parent(old)
        if above == 0 {
            try memory.store(root, size: 8, new)
        } else if try left(above) == old {
            try setLeft(above, new)
        } else {
            try setRight(above, new)
        }
        if new != 0 { try setParent(new, above) }
    }

    func erase(_ node: UInt64, root: UInt64) throws(Stop) {
        let (smaller, larger) = (try left(node), try right(node))
        if smaller == 0 || larger == 0 { return try replace(node, by: smaller == 0 ? larger : smaller, root: root) }
        let next = try outermost(larger, leftmost: true)
        if next != larger {
            try replace(next, by: try right(next), root: root)
            try setRight(next, larger)
            try setParent(larger, next)
        }
        try replace(node, by: next, root: root)
        try setLeft(next, smaller)
        try setParent(smaller, next)
    }
}
