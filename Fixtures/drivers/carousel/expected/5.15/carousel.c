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
	struct vfio_device vdev;
	spinlock_t lock;
	const struct carousel_model *model;
	unsigned int head;
	unsigned int tail;
	u8 *seats;
};

static atomic_t carousel_rings = ATOMIC_INIT(0);

static const struct vfio_device_ops carousel_dev_ops;
static void carousel_release_state(struct carousel_ring *ring);

static int carousel_probe(struct mdev_device *mdev)
{
	const struct carousel_model *model =
		&carousel_models[mdev_get_type_group_id(mdev)];
	struct carousel_ring *ring;
	int ret;

	ring = kzalloc(sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;

	vfio_init_group_dev(&ring->vdev, &mdev->dev, &carousel_dev_ops);

	spin_lock_init(&ring->lock);
	ring->model = model;
	ring->seats = kzalloc(model->seats, GFP_KERNEL);
	if (!ring->seats) {
		vfio_uninit_group_dev(&ring->vdev);
		kfree(ring);
		return -ENOMEM;
	}

	atomic_inc(&carousel_rings);
	dev_set_drvdata(&mdev->dev, ring);

	ret = vfio_register_group_dev(&ring->vdev);
	if (ret) {
		carousel_release_state(ring);
		return ret;
	}

	return 0;
}

static void carousel_release_state(struct carousel_ring *ring)
{
	atomic_dec(&carousel_rings);
	kfree(ring->seats);
	vfio_uninit_group_dev(&ring->vdev);
	kfree(ring);
}

static void carousel_remove(struct mdev_device *mdev)
{
	struct carousel_ring *ring = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&ring->vdev);
	carousel_release_state(ring);
}

static unsigned int carousel_used(const struct carousel_ring *ring)
{
	return ring->head - ring->tail;
}

static ssize_t carousel_read(struct vfio_device *vdev, char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct carousel_ring *ring =
		container_of(vdev, struct carousel_ring, vdev);
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

static ssize_t carousel_write(struct vfio_device *vdev,
			      const char __user *buf, size_t count,
			      loff_t *ppos)
{
	struct carousel_ring *ring =
		container_of(vdev, struct carousel_ring, vdev);
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

static long carousel_ioctl(struct vfio_device *vdev, unsigned int cmd,
			   unsigned long arg)
{
	struct carousel_ring *ring =
		container_of(vdev, struct carousel_ring, vdev);

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

static const struct vfio_device_ops carousel_dev_ops = {
	.name = "vfio-carousel",
	 
	.read = carousel_read, .write = carousel_write,
	.ioctl = carousel_ioctl,
};

static struct mdev_driver carousel_driver = {
	.driver = {
		.name = "carousel",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = carousel_probe,
	.remove = carousel_remove,
};

static const struct mdev_parent_ops carousel_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &carousel_driver,
	.supported_type_groups = carousel_type_groups,
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

	ret = mdev_register_driver(&carousel_driver);
	if (ret) {
		misc_deregister(&carousel_misc);
		return ret;
	}

	ret = mdev_register_device(carousel_misc.this_device,
				   &carousel_parent_ops);
	if (ret) {
		mdev_unregister_driver(&carousel_driver);
		misc_deregister(&carousel_misc);
		return ret;
	}

	return 0;
}

static void __exit carousel_exit(void)
{
	mdev_unregister_device(carousel_misc.this_device);
	mdev_unregister_driver(&carousel_driver);
	misc_deregister(&carousel_misc);
}

module_init(carousel_init);
module_exit(carousel_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated byte rings");
