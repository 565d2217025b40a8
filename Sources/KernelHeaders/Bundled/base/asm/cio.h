/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CIO_H
#define _ASM_CIO_H

#include <linux/types.h>
#include <asm/scsw.h>
#include <linux/bitops.h>

#define LPM_ANYPATH		0xff

struct ccw1 {
	__u8 cmd_code;
	__u8 flags;
	__u16 count;
	__u32 cda;
} __attribute__((packed, aligned(8)));

struct ccw0 {
	__u8 cmd_code;
	__u32 cda:24;
	__u8 flags;
	__u8 reserved;
	__u16 count;
} __attribute__((packed, aligned(8)));

#define CCW_FLAG_DC		0x80
#define CCW_FLAG_CC		0x40
#define CCW_FLAG_SLI		0x20
#define CCW_FLAG_SKIP		0x10
#define CCW_FLAG_PCI		0x08
#define CCW_FLAG_IDA		0x04
#define CCW_FLAG_SUSPEND	0x02
#define CCW_CMD_READ_IPL	0x02
#define CCW_CMD_NOOP		0x03
#define CCW_CMD_BASIC_SENSE	0x04
#define CCW_CMD_TIC		0x08
#define CCW_CMD_RDC		0x64
#define CCW_CMD_SENSE_ID	0xe4

struct erw {
	__u32 res0:3;
	__u32 auth:1;
	__u32 pvrf:1;
	__u32 cpt:1;
	__u32 fsavf:1;
	__u32 cons:1;
	__u32 scavf:1;
	__u32 fsaf:1;
	__u32 scnt:6;
	__u32 res16:16;
} __attribute__((packed));

struct esw0 {
	__u32 sublog;
	struct erw erw;
	__u32 faddr[2];
	__u32 saddr;
} __attribute__((packed));

struct irb {
	union scsw scsw;
	union {
		struct esw0 esw0;
	} esw;
	__u8 ecw[32];
} __attribute__((packed, aligned(4)));

struct ccw_dev_id {
	u8 ssid;
	u16 devno;
};

#endif /* _ASM_CIO_H */
