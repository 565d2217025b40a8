// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelHeaders

@Suite struct StandInFileTests {
    @Test func `functions are those behind provides in the first comment`() {
        let text = """
            /*
             * Reeds.
             *
             * provides: reeds_count, reeds_cut,
             *           reeds_grow
             *
             * and nothing else
             */
            /* provides: not_this */
            """
        #expect(StandIn(name: "reeds", text: text).functions == ["reeds_count", "reeds_cut", "reeds_grow"])
        #expect(StandIn(name: "reeds", text: "/* no list */\nint a; /* provides: a */\n").functions == [])
    }

    @Test func `each bundled file has a name and defines what it says`() {
        #expect(StandIn.bundled.map(\.name) == ["drm_edid", "i915_gvt"])
        for standIn in StandIn.bundled {
            #expect(!standIn.functions.isEmpty)
            for function in standIn.functions {
                #expect(standIn.text.contains("EXPORT_SYMBOL") && standIn.text.contains("(\(function))"))
            }
        }
    }
}
