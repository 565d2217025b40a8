/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TRIPTYCH_H
#define TRIPTYCH_H

#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/mdev.h>

#define TRIPTYCH_PANELS	3

struct triptych {
	struct mutex lock;
	u32 panels[TRIPTYCH_PANELS];
};

/* triptych_state.c */
struct triptych *triptych_alloc(void);
void triptych_free(struct triptych *t);

/* triptych_ops.c */
int triptych_create(struct kobject *kobj, struct mdev_device *mdev);
int triptych_remove(struct mdev_device *mdev);
int triptych_open(struct mdev_device *mdev);
void triptych_release(struct mdev_device *mdev);
ssize_t triptych_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos);

#endif
