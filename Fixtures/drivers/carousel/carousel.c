// SPDX-License-Identifier: GPL-2.0
/*
 * carousel - mediated byte rings
 *
 * Bytes go in at the head and come out at the tail.  How many seats a ring
 * has depends on the type of the instance.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/miscdevice.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

static const struct carousel_model {
	const char *label;
	unsigned int seats;
} carousel_models[] = {
	{ "small",	16 },
	{ "medium",	256 },
	{ "large",	4096 },
};

struct carousel_ring {
	spinlock_t lock;
	const struct carousel_model *model;
	unsigned int head;
	unsigned int tail;
	u8 *seats;
};

static atomic_t carousel_rings = ATOMIC_INIT(0);

static int carousel_create(struct mdev_device *mdev)
{
	const struct carousel_model *model =
		&carousel_models[mdev_get_type_group_id(mdev)];
	struct carousel_ring *ring;

	ring = kzalloc(sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;

	spin_lock_init(&ring->lock);
	ring->model = model;
	ring->seats = kzalloc(model->seats, GFP_KERNEL);
	if (!ring->seats) {
		kfree(ring);
		return -ENOMEM;
	}

	atomic_inc(&carousel_rings);
	mdev_set_drvdata(mdev, ring);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int carousel_remove(struct mdev_device *mdev)
{
	struct carousel_ring *ring = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	atomic_dec(&carousel_rings);
	kfree(ring->seats);
	kfree(ring);
	return 0;
}

static int carousel_open(struct mdev_device *mdev)
{
	return 0;
}

static void carousel_release(struct mdev_device *mdev)
{
}

static unsigned int carousel_used(const struct carousel_ring *ring)
{
	return ring->head - ring->tail;
}

static ssize_t carousel_read(struct mdev_device *mdev, char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct carousel_ring *ring = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	unsigned int mask = ring->model->seats - 1;
	size_t done;
	u8 byte;

	for (done = 0; done < count; done++) {
		spin_lock(&ring->lock);
		if (!carousel_used(ring)) {
			spin_unlock(&ring->lock);
			break;
		}
		byte = ring->seats[ring->tail++ & mask];
		spin_unlock(&ring->lock);
		if (put_user(byte, (u8 __user *)buf + done))
			return -EFAULT;
	}

	return done;
}

static ssize_t carousel_write(struct mdev_device *mdev,
			      const char __user *buf, size_t count,
			      loff_t *ppos)
{
	struct carousel_ring *ring = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	unsigned int mask = ring->model->seats - 1;
	size_t done;
	u8 byte;

	for (done = 0; done < count; done++) {
		if (copy_from_user(&byte, buf + done, sizeof(byte)))
			return -EFAULT;
		spin_lock(&ring->lock);
		if (carousel_used(ring) > mask) {
			spin_unlock(&ring->lock);
			break;
		}
		ring->seats[ring->head++ & mask] = byte;
		spin_unlock(&ring->lock);
	}

	return done ? done : -EAGAIN;
}

static long carousel_ioctl(struct mdev_device *mdev, unsigned int cmd,
			   unsigned long arg)
{
	struct carousel_ring *ring = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		spin_lock(&ring->lock);
		ring->head = 0;
		ring->tail = 0;
		spin_unlock(&ring->lock);
		return 0;
	}

	return -ENOTTY;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n",
		       carousel_models[mtype_get_type_group_id(mtype)].label);
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	dev_dbg(mtype_get_parent_dev(mtype), "counting rings\n");
	return sprintf(buf, "%d\n", 64 - atomic_read(&carousel_rings));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *carousel_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group carousel_small = {
	.name = "small",
	.attrs = carousel_attrs,
};

static struct attribute_group carousel_medium = {
	.name = "medium",
	.attrs = carousel_attrs,
};

static struct attribute_group carousel_large = {
	.name = "large",
	.attrs = carousel_attrs,
};

static struct attribute_group *carousel_type_groups[] = {
	&carousel_small, &carousel_medium, &carousel_large, NULL,
};

static const struct mdev_parent_ops carousel_parent_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = carousel_type_groups,
/*~ M-14 supported_type_groups */
	.create = carousel_create, .remove = carousel_remove,
/*~ M-02 create */
/*~ M-05 remove */
	.open = carousel_open, .release = carousel_release,
/*~ M-10 open */
/*~ M-10 release */
	.read = carousel_read, .write = carousel_write,
/*~ M-10 read */
/*~ M-10 write */
	.ioctl = carousel_ioctl,
/*~ M-10 ioctl */
};

static struct miscdevice carousel_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "carousel",
};

static int __init carousel_init(void)
{
	int ret;

	ret = misc_register(&carousel_misc);
	if (ret)
		return ret;

	ret = mdev_register_device(carousel_misc.this_device,
/*~ M-17 mdev_register_device */
				   &carousel_parent_ops);
	if (ret) {
		misc_deregister(&carousel_misc);
		return ret;
	}

	return 0;
}

static void __exit carousel_exit(void)
{
	mdev_unregister_device(carousel_misc.this_device);
/*~ M-19 mdev_unregister_device */
	misc_deregister(&carousel_misc);
}

module_init(carousel_init);
module_exit(carousel_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated byte rings");
