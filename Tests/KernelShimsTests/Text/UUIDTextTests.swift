// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct UUIDTextTests {
    static let text = "00112233-4455-6677-8899-aabbCCddeeff"
    static let uuid: [UInt8] = [
        0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
    ]
    static let guid: [UInt8] = [
        0x33, 0x22, 0x11, 0, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
    ]

    @Test func parsedAndPrinted() throws {
        #expect(try UUIDText.parse(guid: false, characterAt: reader(Self.text)) == Self.uuid)
        #expect(try UUIDText.parse(guid: true, characterAt: reader(Self.text)) == Self.guid)
        #expect(UUIDText.text(Self.uuid, guid: false) == Array(Self.text.lowercased().utf8))
        #expect(UUIDText.text(Self.guid, guid: true, uppercase: true) == Array(Self.text.uppercased().utf8))
    }

    @Test(arguments: [
        "", "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeefg",
        "00112233_4455-6677-8899-aabbccddeeff", "001122334455-6677-8899-aabbccddeeff-",
    ])
    func notValid(_ text: String) throws {
        #expect(try UUIDText.parse(guid: true, characterAt: reader(text)) == nil)
    }

    @Test func whatFollowsIsNotLookedAt() throws {
        #expect(try UUIDText.isValid(characterAt: reader(Self.text + "\n")))
        let unterminated = { (index: Int) throws(FakeFault) -> UInt8 in
            guard index < UUIDText.textLength else { throw .outOfBounds(UInt64(index)) }
            return Array(Self.text.utf8)[index]
        }
        #expect(try UUIDText.isValid(characterAt: unterminated))
    }
}
