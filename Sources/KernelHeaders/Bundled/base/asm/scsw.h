/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SCSW_H
#define _ASM_SCSW_H

#include <linux/types.h>

struct cmd_scsw {
	__u32 key:4;
	__u32 sctl:1;
	__u32 eswf:1;
	__u32 cc:2;
	__u32 fmt:1;
	__u32 pfch:1;
	__u32 isic:1;
	__u32 alcc:1;
	__u32 ssi:1;
	__u32 zcc:1;
	__u32 ectl:1;
	__u32 pno:1;
	__u32 res:1;
	__u32 fctl:3;
	__u32 actl:7;
	__u32 stctl:5;
	__u32 cpa;
	__u32 dstat:8;
	__u32 cstat:8;
	__u32 count:16;
} __attribute__((packed));

struct tm_scsw {
	__u32 key:4;
	__u32 :1;
	__u32 eswf:1;
	__u32 cc:2;
	__u32 fmt:3;
	__u32 x:1;
	__u32 q:1;
	__u32 :1;
	__u32 ectl:1;
	__u32 pno:1;
	__u32 :1;
	__u32 fctl:3;
	__u32 actl:7;
	__u32 stctl:5;
	__u32 tcw;
	__u32 dstat:8;
	__u32 cstat:8;
	__u32 fcxs:8;
	__u32 ifob:1;
	__u32 sesq:7;
} __attribute__((packed));

struct eadm_scsw {
	__u32 key:4;
	__u32 :1;
	__u32 eswf:1;
	__u32 cc:2;
	__u32 :6;
	__u32 ectl:1;
	__u32 :2;
	__u32 fctl:3;
	__u32 actl:7;
	__u32 stctl:5;
	__u32 aob;
	__u32 dstat:8;
	__u32 cstat:8;
	__u32 :16;
} __attribute__((packed));

union scsw {
	struct cmd_scsw cmd;
	struct tm_scsw tm;
	struct eadm_scsw eadm;
} __attribute__((packed));

#define SCSW_FCTL_CLEAR_FUNC	0x1
#define SCSW_FCTL_HALT_FUNC	0x2
#define SCSW_FCTL_START_FUNC	0x4
#define SCSW_ACTL_SUSPENDED	0x1
#define SCSW_ACTL_DEVACT	0x2
#define SCSW_ACTL_SCHACT	0x4
#define SCSW_ACTL_CLEAR_PEND	0x8
#define SCSW_ACTL_HALT_PEND	0x10
#define SCSW_ACTL_START_PEND	0x20
#define SCSW_ACTL_RESUME_PEND	0x40
#define SCSW_STCTL_STATUS_PEND	0x1
#define SCSW_STCTL_SEC_STATUS	0x2
#define SCSW_STCTL_PRIM_STATUS	0x4
#define SCSW_STCTL_INTER_STATUS	0x8
#define SCSW_STCTL_ALERT_STATUS	0x10
#define DEV_STAT_ATTENTION	0x80
#define DEV_STAT_STAT_MOD	0x40
#define DEV_STAT_CU_END		0x20
#define DEV_STAT_BUSY		0x10
#define DEV_STAT_CHN_END	0x08
#define DEV_STAT_DEV_END	0x04
#define DEV_STAT_UNIT_CHECK	0x02
#define DEV_STAT_UNIT_EXCEP	0x01
#define SCHN_STAT_PCI		0x80
#define SCHN_STAT_INCORR_LEN	0x40
#define SCHN_STAT_PROG_CHECK	0x20
#define SCHN_STAT_PROT_CHECK	0x10
#define SCHN_STAT_CHN_DATA_CHK	0x08
#define SCHN_STAT_CHN_CTRL_CHK	0x04
#define SCHN_STAT_INTF_CTRL_CHK	0x02
#define SCHN_STAT_CHAIN_CHECK	0x01

int scsw_is_tm(union scsw *scsw);
u32 scsw_key(union scsw *scsw);
u32 scsw_cc(union scsw *scsw);
u32 scsw_fctl(union scsw *scsw);
u32 scsw_actl(union scsw *scsw);
u32 scsw_stctl(union scsw *scsw);
u32 scsw_dstat(union scsw *scsw);
u32 scsw_cstat(union scsw *scsw);
int scsw_is_solicited(union scsw *scsw);
int scsw_is_valid_actl(union scsw *scsw);
int scsw_is_valid_cstat(union scsw *scsw);
int scsw_is_valid_dstat(union scsw *scsw);

#endif /* _ASM_SCSW_H */
