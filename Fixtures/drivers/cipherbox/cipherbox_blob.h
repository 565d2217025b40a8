/* SPDX-License-Identifier: GPL-2.0 */
/* What the closed part of the cipher box offers. */
#ifndef CIPHERBOX_BLOB_H
#define CIPHERBOX_BLOB_H

#include <linux/types.h>

struct cipherbox_blob_ops {
	void *(*make)(void *cookie);
	void (*destroy)(void *box);
	s64 (*read)(void *box, char __user *buf, size_t count);
	s64 (*write)(void *box, const char __user *buf, size_t count);
};

extern const struct cipherbox_blob_ops cipherbox_blob;

#endif
