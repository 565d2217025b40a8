// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Testing
import Validation

@testable import Reporting

@Suite struct VerificationPageTests {
    private static let source = """
        /* <script>alert(1)</script> */
        static int pond_read(char *a)
        {
        \treturn a && *a;
        \t/* nothing */
        \treturn a[1];
        }

        """

    private static var page: String {
        let old = VerifiedSource(
            side: .old, path: "pond.c", text: source, lines: [4: .covered, 6: .uncovered])
        let new = VerifiedSource(side: .new, path: "pond.c", text: source)
        return VerificationPage(
            [
                VerifiedDriver(SampleVerification.diverged, sources: [old, new]),
                VerifiedDriver(SampleVerification.alone), VerifiedDriver(SampleVerification.unsupported),
            ], toolVersion: "1.2.3"
        ).text
    }

    /// Look at the page in a browser before blessing it.
    @Test func `a page has everything of its verifications`() throws {
        let path = FixtureCase.projectFolder + "/Fixtures/reports/verification.html"
        let difference = try Blessed.difference(Array(Self.page.utf8), at: path)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func `nothing that comes from a driver or a kernel is markup`() {
        for text in ["<script", "<b>&\"", "<a>", "<all>", "<driver>", "<i>a"] {
            #expect(!Self.page.contains(text), "\(text)")
        }
        #expect(Self.page.contains("path=/sys/&lt;b&gt;&amp;&quot;x&quot;"))
        #expect(("<p title=\"\("'\u{1b}\u{202e}")\">" as HTML).markup == "<p title=\"&#39;\u{fffd}\u{fffd}\">")
    }

    @Test func `a page needs nothing beside itself`() {
        for text in ["http:", "https:", "src=", "url(", "@import", "<link"] {
            #expect(!Self.page.contains(text), "\(text)")
        }
    }

    @Test func `what is linked is there, once`() {
        let links = Set(Self.page.matches(of: #/href="#([^"]+)"/#).map { String($0.1) })
        let names = Self.page.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
        #expect(links.subtracting(names) == [])
        #expect(Set(names).count == names.count)
        // One frame on either side leads to the source; kernel headers do not.
        #expect(links.isSuperset(of: ["driver1-1-6", "driver1-2-4", "driver3"]))
    }

    @Test func `elements are closed in the order in which they are opened`() {
        var open: [Substring] = []
        let empty: Set<Substring> = ["meta", "br", "path", "use"]
        for tag in Self.page.matches(of: #/<(/?)([a-z0-9]+)[^>]*?(/?)>/#) {
            let name = tag.output.2
            if tag.output.1 == "/" {
                let last = open.popLast()
                #expect(last == name)
                if last != name { return }
            } else if !empty.contains(name), tag.output.3.isEmpty {
                open.append(name)
            }
        }
        #expect(open == [])
    }
}
