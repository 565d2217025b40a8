// SPDX-License-Identifier: GPL-2.0
/*
 * finch - mediated bird songs
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/atomic.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define FINCH_SONGS	4

struct finch_song {
	struct vfio_device vdev;
	char *notes;
	size_t len;
};

static atomic_t finch_avail = ATOMIC_INIT(FINCH_SONGS);
static struct device *finch_cage;
static const struct vfio_device_ops finch_dev_ops;

static int finch_probe(struct mdev_device *mdev)
{
	struct finch_song *song;
	int ret;

	if (atomic_dec_if_positive(&finch_avail) < 0)
		return -ENOSPC;

	song = kzalloc(sizeof(*song), GFP_KERNEL);
	if (!song) {
		ret = -ENOMEM;
		goto err_avail;
	}
	vfio_init_group_dev(&song->vdev, &mdev->dev, &finch_dev_ops);

	song->notes = kstrdup("tweet", GFP_KERNEL);
	if (!song->notes) {
		ret = -ENOMEM;
		goto err_uninit;
	}
	song->len = strlen(song->notes);

	ret = vfio_register_group_dev(&song->vdev);
	if (ret)
		goto err_notes;

	dev_set_drvdata(&mdev->dev, song);
	return 0;

err_notes:
	kfree(song->notes);
err_uninit:
	vfio_uninit_group_dev(&song->vdev);
	kfree(song);
err_avail:
	atomic_inc(&finch_avail);
	return ret;
}

static void finch_remove(struct mdev_device *mdev)
{
	struct finch_song *song = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&song->vdev);

	kfree(song->notes);
	vfio_uninit_group_dev(&song->vdev);
	kfree(song);
	atomic_inc(&finch_avail);
}

static ssize_t finch_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct finch_song *song = container_of(vdev, struct finch_song, vdev);

	count = min(count, song->len);
	if (copy_to_user(buf, song->notes, count))
		return -EFAULT;
	return count;
}

static long finch_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	return cmd == VFIO_DEVICE_RESET ? 0 : -ENOTTY;
}

static const struct vfio_device_ops finch_dev_ops = {
	.name = "vfio-finch",
	.read = finch_read,
	.ioctl = finch_ioctl,
};

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "song\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&finch_avail));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *finch_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group finch_group = {
	.name = "song",
	.attrs = finch_attrs,
};

static struct attribute_group *finch_groups[] = { &finch_group, NULL };

static struct mdev_driver finch_driver = {
	.driver = {
		.name = "finch",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = finch_probe,
	.remove = finch_remove,
};

static const struct mdev_parent_ops finch_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &finch_driver,
	.supported_type_groups = finch_groups,
};

static int __init finch_init(void)
{
	int ret;

	ret = mdev_register_driver(&finch_driver);
	if (ret)
		return ret;

	finch_cage = root_device_register("finch");
	if (IS_ERR(finch_cage)) {
		ret = PTR_ERR(finch_cage);
		goto err_driver;
	}

	ret = mdev_register_device(finch_cage, &finch_parent_ops);
	if (ret)
		goto err_cage;
	return 0;

err_cage:
	root_device_unregister(finch_cage);
err_driver:
	mdev_unregister_driver(&finch_driver);
	return ret;
}

static void __exit finch_exit(void)
{
	mdev_unregister_device(finch_cage);
	root_device_unregister(finch_cage);
	mdev_unregister_driver(&finch_driver);
}

module_init(finch_init);
module_exit(finch_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated bird songs");
