/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_ZCRYPT_H
#define _ASM_ZCRYPT_H

#include <linux/types.h>
#include <linux/ioctl.h>

#define ZCRYPT_NAME		"zcrypt"
#define ZCRYPT_IOCTL_MAGIC	'z'
#define MAX_ZDEV_CARDIDS_EXT	256
#define MAX_ZDEV_DOMAINS_EXT	256
#define MAX_ZDEV_ENTRIES_EXT	(MAX_ZDEV_CARDIDS_EXT * MAX_ZDEV_DOMAINS_EXT)
#define MAX_ZDEV_CARDIDS	64
#define MAX_ZDEV_DOMAINS	256

struct zcrypt_device_status_ext {
	unsigned int hwtype:8;
	unsigned int qid:16;
	unsigned int online:1;
	unsigned int functions:6;
	unsigned int reserved:1;
};

struct zcrypt_device_matrix_ext {
	struct zcrypt_device_status_ext device[MAX_ZDEV_ENTRIES_EXT];
};

#endif /* _ASM_ZCRYPT_H */
