/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_AP_H
#define _ASM_AP_H

#include <linux/types.h>

typedef unsigned int ap_qid_t;

#define AP_MKQID(_card, _queue)	(((_card) & 0xff) << 8 | ((_queue) & 0xff))
#define AP_QID_CARD(_qid)	(((_qid) >> 8) & 0xff)
#define AP_QID_QUEUE(_qid)	((_qid) & 0xff)

struct ap_queue_status {
	unsigned int queue_empty:1;
	unsigned int replies_waiting:1;
	unsigned int queue_full:1;
	unsigned int _pad1:4;
	unsigned int irq_enabled:1;
	unsigned int response_code:8;
	unsigned int _pad2:16;
};

struct ap_config_info {
	unsigned int apsc:1;
	unsigned int apxa:1;
	unsigned int qact:1;
	unsigned int rc8a:1;
	unsigned char _reserved1:4;
	unsigned char _reserved2[3];
	unsigned char Na;
	unsigned char Nd;
	unsigned char _reserved3[10];
	unsigned int apm[8];
	unsigned int aqm[8];
	unsigned int adm[8];
	unsigned char _reserved4[16];
} __attribute__((aligned(8)));

struct ap_qirq_ctrl {
	unsigned int _res1:8;
	unsigned int zone:8;
	unsigned int ir:1;
	unsigned int _res2:4;
	unsigned int gisc:3;
	unsigned int _res3:6;
	unsigned int gf:2;
	unsigned int _res4:1;
	unsigned int gisa:27;
	unsigned int _res5:1;
	unsigned int isc:3;
};

bool ap_instructions_available(void);
struct ap_queue_status ap_tapq(ap_qid_t qid, unsigned long *info);
struct ap_queue_status ap_test_queue(ap_qid_t qid, int tbit, unsigned long *info);
struct ap_queue_status ap_rapq(ap_qid_t qid);
struct ap_queue_status ap_zapq(ap_qid_t qid);
int ap_qci(struct ap_config_info *config);
struct ap_queue_status ap_aqic(ap_qid_t qid, struct ap_qirq_ctrl qirqctrl, void *ind);

#endif /* _ASM_AP_H */
