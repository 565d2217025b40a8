// SPDX-License-Identifier: GPL-2.0
/*
 * parrot - mediated devices that say what they were told
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define PARROT_PERCHES	4
#define PARROT_WORDS	64

struct parrot_vdev {
	struct mutex beak;
	unsigned int perch;
	char words[PARROT_WORDS];
};

/* Who sits where */
struct parrot_perch {
	struct parrot_vdev *vdev;
	bool awake;
};

static struct device *parrot_cage;
static DEFINE_MUTEX(parrot_lock);
static struct parrot_perch parrot_perches[PARROT_PERCHES];

static struct parrot_perch *parrot_sit_down(struct parrot_vdev *vdev)
{
	int i;

	for (i = 0; i < PARROT_PERCHES; i++) {
		if (!parrot_perches[i].vdev) {
			parrot_perches[i].vdev = vdev;
			vdev->perch = i;
			return &parrot_perches[i];
		}
	}
	return NULL;
}

static int parrot_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 parrot_create */
{
	struct parrot_perch *perch;
	struct parrot_vdev *vdev;

	vdev = kzalloc(sizeof(*vdev), GFP_KERNEL);
	if (!vdev)
		return -ENOMEM;

	mutex_init(&vdev->beak);
	mutex_lock(&parrot_lock);
	perch = parrot_sit_down(vdev);
	mutex_unlock(&parrot_lock);
	if (!perch) {
		kfree(vdev);
		return -EUSERS;
	}

	mdev_set_drvdata(mdev, vdev);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int parrot_remove(struct mdev_device *mdev)
{
	struct parrot_vdev *vdev = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&parrot_lock);
	parrot_perches[vdev->perch].vdev = NULL;
	mutex_unlock(&parrot_lock);
	kfree(vdev);
	return 0;
}

static int parrot_open(struct mdev_device *mdev)
{
	struct parrot_vdev *vdev = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	parrot_perches[vdev->perch].awake = true;
	return 0;
}

static void parrot_release(struct mdev_device *mdev)
{
	struct parrot_vdev *vdev = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	parrot_perches[vdev->perch].awake = false;
}

static ssize_t parrot_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct parrot_vdev *vdev = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&vdev->beak);
	ret = simple_read_from_buffer(buf, count, ppos, vdev->words,
				      strlen(vdev->words));
	mutex_unlock(&vdev->beak);
	return ret;
}

static ssize_t parrot_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct parrot_vdev *vdev = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret = count;

	if (count >= PARROT_WORDS)
		return -EMSGSIZE;

	mutex_lock(&vdev->beak);
	memset(vdev->words, 0, sizeof(vdev->words));
	if (copy_from_user(vdev->words, buf, count))
		ret = -EFAULT;
	mutex_unlock(&vdev->beak);
	return ret;
}

static struct attribute *parrot_attrs[] = { NULL };

static struct attribute_group parrot_group = {
	.name = "grey",
	.attrs = parrot_attrs,
};

static struct attribute_group *parrot_groups[] = { &parrot_group, NULL };

static const struct mdev_parent_ops parrot_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = parrot_groups,
/*~ M-14 supported_type_groups */
	.create = parrot_create,
/*~ M-02 create */
	.remove = parrot_remove,
/*~ M-05 remove */
	.open = parrot_open,
/*~ M-10 open */
	.release = parrot_release,
/*~ M-10 release */
	.read = parrot_read,
/*~ M-10 read */
	.write = parrot_write,
/*~ M-10 write */
};

static int __init parrot_init(void)
{
	int ret;

	parrot_cage = root_device_register("parrot");
	if (IS_ERR(parrot_cage))
		return PTR_ERR(parrot_cage);

	ret = mdev_register_device(parrot_cage, &parrot_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(parrot_cage);
	return ret;
}

static void __exit parrot_exit(void)
{
	mdev_unregister_device(parrot_cage);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(parrot_cage);
}

module_init(parrot_init);
module_exit(parrot_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated devices that say what they were told");
